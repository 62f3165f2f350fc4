using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using MassTransit;

namespace Gdpr.SubjectRights.Domain;

/// <summary>
/// One request of a data subject (Arts. 15-22). The row is the saga: after its receipt only the saga writes it. It
/// holds ids, states and dates; who the person is lies in the case file alone.
/// </summary>
internal sealed class SubjectRequest : SagaStateMachineInstance, IVersioned
{
    public const int MostScope = 4000;
    private static readonly TimeSpan LeastForIdentity = TimeSpan.FromDays(7);

    [NotPersonal]
    public Guid CorrelationId { get; set; }

    [NotPersonal]
    public string CurrentState { get; set; } = RequestStates.Received;

    [NotPersonal]
    public int Version { get; set; }

    /// <summary>Shown to the person and staff; random, says nothing.</summary>
    [NotPersonal]
    public required string Reference { get; init; }

    [NotPersonal]
    public required RightRequested Right { get; init; }

    [NotPersonal]
    public required string Channel { get; init; }

    /// <summary>Who asks: the person, or somebody for them.</summary>
    [NotPersonal]
    public RequesterCapacity Capacity { get; init; }

    /// <summary>The request of the same letter that must be packed before this one acts.</summary>
    [NotPersonal]
    public Guid? After { get; init; }

    /// <summary>Of an objection: whether it is to marketing, which is absolute (Art. 21(2)).</summary>
    [NotPersonal]
    public ObjectionScope? ObjectsTo { get; init; }

    /// <summary>Of an erasure: the classes of data that are to go, with commas between them; none for the whole person.</summary>
    [NotPersonal]
    public string? Scope { get; init; }

    [NotPersonal]
    public required string Country { get; init; }

    [NotPersonal]
    public required string Language { get; init; }

    /// <summary>When it arrived, by whatever channel: the day that starts the clock.</summary>
    [NotPersonal]
    public required DateTimeOffset ReceivedAt { get; init; }

    [NotPersonal]
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Null while an accepted pause lasts.</summary>
    [NotPersonal]
    public DateTimeOffset? DueAt { get; set; }

    [NotPersonal]
    public DateTimeOffset? ExtendedDueAt { get; set; }

    [NotPersonal]
    public string? ExtendedBecause { get; set; }

    /// <summary>The extension counts once this mail has left.</summary>
    [NotPersonal]
    public Guid? ExtensionMailId { get; set; }

    [NotPersonal]
    public DateTimeOffset? PausedFrom { get; set; }

    [NotPersonal]
    public DateTimeOffset? PausedUntil { get; set; }

    [NotPersonal]
    public string? PauseReason { get; set; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; set; }

    /// <summary>Keyed hash of the identifier given, by which duplicates and old requests are found.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required string IdentifierHash { get; init; }

    /// <summary>Hash of the secret in the person's link.</summary>
    [NotPersonal]
    public required string SecretHash { get; init; }

    [NotPersonal]
    public string? IdentityMethod { get; set; }

    /// <summary>How many people Contacts knows under the identifiers; several wait for a person.</summary>
    [NotPersonal]
    public int Matches { get; set; }

    /// <summary>E-mail addresses known besides the one that asked.</summary>
    [NotPersonal]
    public int Addresses { get; set; }

    /// <summary>Why the request waits for a person, or ended as it did.</summary>
    [NotPersonal]
    public string? Code { get; set; }

    [NotPersonal]
    public int LocateRound { get; set; }

    [NotPersonal]
    public long? LedgerSequence { get; set; }

    [NotPersonal]
    public int PackageRound { get; set; }

    [NotPersonal]
    public int AnswerNumber { get; set; }

    [PersonalData(DataCategory.Pseudonym)]
    public string? ApprovedBy { get; set; }

    [NotPersonal]
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why the answer came late was said; an overdue request is not closed before.</summary>
    [NotPersonal]
    public DateTimeOffset? DelayExplainedAt { get; set; }

    /// <summary>Set while the policy waits for an objection from the person's other addresses.</summary>
    [NotPersonal]
    public DateTimeOffset? NoticeGivenAt { get; set; }

    /// <summary>When an erasure is looked at once more; none once it was.</summary>
    [NotPersonal]
    public DateTimeOffset? SecondCheckAt { get; set; }

    /// <summary>The second check is running: participants may read the case file again.</summary>
    [NotPersonal]
    public bool Checking { get; set; }

    /// <summary>Somebody lives under the identifiers again: what a third party holds may be theirs by right.</summary>
    [NotPersonal]
    public bool Returned { get; set; }

    /// <summary>When the second check last found what had come back.</summary>
    [NotPersonal]
    public DateTimeOffset? CameBackAt { get; set; }

    /// <summary>When everybody who received the data was put on the list of those to be told (Art. 19).</summary>
    [NotPersonal]
    public DateTimeOffset? RecipientsListedAt { get; set; }

    /// <summary>The notice that a restriction ends; it ends once this has left.</summary>
    [NotPersonal]
    public Guid? LiftMailId { get; set; }

    [NotPersonal]
    public DateTimeOffset? LiftedAt { get; set; }

    /// <summary>The next stored due time; the sweeper reads it.</summary>
    [NotPersonal]
    public DateTimeOffset? NextDueAt { get; set; }

    /// <summary>The trace of its receipt: every later step, by a person or a clock, continues it.</summary>
    [NotPersonal]
    public string? TraceParent { get; init; }

    public List<RequestTarget> Targets { get; } = [];

    /// <summary>The answer under way is a refusal.</summary>
    [NotPersonal]
    public bool Refusing { get; set; }

    /// <summary>Whether the message at hand was an answer that is still waited for; not stored.</summary>
    public bool Took { get; set; }

    /// <summary>Every target that could be searched has acted or given up.</summary>
    public bool AllActed => Targets.TrueForAll(t => t.Settled && !(t.Phase == ParticipationPhase.Locate && t.Status == ReportStatus.Done));

    public bool AllSettled => Targets.TrueForAll(t => t.Settled);

    public bool AllVerified => Targets.TrueForAll(t => t.Verified);

    public bool NothingFound => Targets.TrueForAll(t => t is { Status: ReportStatus.Done, Located.Count: 0, Mentions: 0 });

    /// <summary>Answered by a package: the copy of Art. 15(3) or the data of Art. 20.</summary>
    public bool IsPackaged => Right is RightRequested.Access or RightRequested.Portability;

    /// <summary>Something is done at the participants, who are asked again whether it is.</summary>
    public bool IsChecked => Right is RightRequested.Erasure or RightRequested.Rectification or RightRequested.Restriction or RightRequested.Objection;

    public IReadOnlyList<string> DataClasses => Scope?.Split(',') ?? [];

    /// <summary>Until when we wait for proof of identity: the due date, but a week at least for a letter that was registered late.</summary>
    public DateTimeOffset? IdentityUntil => (ExtendedDueAt ?? DueAt) is { } due && due < RegisteredAt + LeastForIdentity ? RegisteredAt + LeastForIdentity : ExtendedDueAt ?? DueAt;

    /// <summary>Whether its time was over at that moment.</summary>
    public bool IsLate(DateTimeOffset now) => (ExtendedDueAt ?? DueAt) < now;

    /// <summary>Who received the person's data from our rooms: integrators and those for whom a file was made.</summary>
    public IReadOnlyList<string> Recipients => [.. Targets.SelectMany(t => t.Recipients).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A copy was handed out and is not packed yet.</summary>
    public bool AwaitsPackage => IsPackaged && AllSettled && Targets.Exists(t => t is { Phase: ParticipationPhase.Act, Status: ReportStatus.Done });

    /// <summary>Nothing is missing but the letter: a late word of an earlier one ends nothing.</summary>
    public bool AwaitsAnswer => AllSettled && !AwaitsPackage;

    /// <summary>There is something to ask again.</summary>
    public bool HasFailed => Targets.Exists(t => t.Status is ReportStatus.Failed or ReportStatus.NeedsHuman);

    public RequestTarget? Target(string name) => Targets.Find(t => t.Name == name);
}
