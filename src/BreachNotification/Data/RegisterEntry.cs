using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Data;

/// <summary>One line of the register (Art. 33(5)): appended, chained to the line before it, never changed.</summary>
internal sealed class RegisterEntry
{
    [NotPersonal]
    public required long Sequence { get; init; }

    [NotPersonal]
    public required Guid BreachId { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, e.g. <c>awareness.decided</c>.</summary>
    [NotPersonal]
    public required string Code { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Actor { get; init; }

    /// <summary>The values as JSON; people affected are never in it.</summary>
    [Unalterable]
    [PersonalData(DataCategory.FreeText, Breach.DataClass)]
    public required string Content { get; init; }

    [NotPersonal]
    public required string PreviousDigest { get; init; }

    [NotPersonal]
    public required string Digest { get; init; }
}

/// <summary>Length and last digest of the register, one row: appending takes its lock, and a cut-off tail is seen.</summary>
[NotPersonal]
internal sealed class RegisterHead
{
    public int Id { get; init; } = 1;

    public long Length { get; set; }

    public required string Digest { get; set; }
}
