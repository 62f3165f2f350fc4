namespace Gdpr.Messages.Participation;

/// <summary>A target's answer to one phase and round; an answer to another round is ignored.</summary>
/// <param name="Data">At most 200 coded data; what does not fit is summed by outcome under the class <c>&lt;room&gt;.more</c>.</param>
/// <param name="Code">Why it failed, waits or needs a person; null when done.</param>
/// <param name="IdentifiersAdded">How many identifiers unknown until now the target added to the case file.</param>
/// <param name="NextReportBy">For <see cref="ReportStatus.Waiting"/>: when the target will have more to say.</param>
/// <param name="Mentions">Places in words about others that name the person and that nobody has decided about.</param>
/// <param name="Recipients">Who received the person's data from the target: client ids and names of companies.</param>
public sealed record ParticipantReported(
    Guid RequestId,
    string Target,
    ParticipationPhase Phase,
    int Round,
    ReportStatus Status,
    Assurance Assurance,
    Datum[] Data,
    string? Code,
    int IdentifiersAdded,
    DateTimeOffset? NextReportBy,
    int Mentions = 0,
    string[]? Recipients = null) : IAboutRequest;
