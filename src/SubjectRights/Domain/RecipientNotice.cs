using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.SubjectRights.Domain;

/// <summary>
/// One who received a person's data and is to be told what became of it (Art. 19): an integrator reads it by its own token
/// and acknowledges it, anybody else is told by a person. It names nobody but by SubjectId.
/// </summary>
internal sealed class RecipientNotice
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid RequestId { get; init; }

    /// <summary><c>integrator:&lt;client id&gt;</c> or <c>export:&lt;name&gt;</c>.</summary>
    [NotPersonal]
    public required string Recipient { get; init; }

    [NotPersonal]
    public required RightRequested Right { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    [NotPersonal]
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The client that acknowledged it, or the member of staff who told the recipient.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public string? ToldBy { get; set; }

    /// <summary>Whether this right is one that recipients are told of; an objection concerns only who markets for us.</summary>
    public static bool IsOwed(RightRequested right, string recipient, IReadOnlyCollection<string> marketers) => right switch
    {
        // A connection is told by the protocol itself.
        _ when recipient.StartsWith("connection:", StringComparison.Ordinal) => false,
        RightRequested.Rectification or RightRequested.Erasure or RightRequested.Restriction => true,
        RightRequested.Objection => marketers.Contains(recipient),
        _ => false,
    };
}
