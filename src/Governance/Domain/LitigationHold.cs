using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Governance.Domain;

/// <summary>
/// What concerns a person, or one record, is kept for a claim (Art. 17(3)(e)): somebody said why and until when it is
/// looked at again. It may stand for a person already erased, whose archived records it keeps.
/// </summary>
internal sealed class LitigationHold : IVersioned
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    /// <summary>The room of the record, when the hold is about one.</summary>
    [NotPersonal]
    public string? Target { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public Guid? RecordId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Author { get; init; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public required string Reason { get; init; }

    [NotPersonal]
    public required DateTimeOffset PlacedAt { get; init; }

    [NotPersonal]
    public DateOnly ReviewDate { get; private set; }

    /// <summary>When the DPO is reminded next; null once released.</summary>
    [NotPersonal]
    public DateTimeOffset? RemindAt { get; private set; }

    [NotPersonal]
    public int Revision { get; private set; }

    [NotPersonal]
    public DateTimeOffset? ReleasedAt { get; private set; }

    [PersonalData(DataCategory.Pseudonym)]
    public string? ReleasedBy { get; private set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? ReleaseReason { get; private set; }

    [NotPersonal]
    public int Version { get; set; } = 1;

    public const string DataClass = "governance.litigationHolds";

    public void ReviewOn(DateOnly day, DateTimeOffset remindAt)
    {
        DemandOpen();
        (ReviewDate, RemindAt) = (day, remindAt);
        Revision++;
    }

    public void Release(string by, string reason, DateTimeOffset at)
    {
        DemandOpen();
        (ReleasedBy, ReleaseReason, ReleasedAt, RemindAt) = (by, reason, at, null);
    }

    private void DemandOpen()
    {
        if (ReleasedAt is not null)
        {
            throw new RuleViolation(GovernanceErrors.HoldReleased);
        }
    }
}

/// <summary>A hold was looked at again and stays; each look is remembered.</summary>
internal sealed class HoldReview
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid HoldId { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string By { get; init; }

    [PersonalData(DataCategory.FreeText, LitigationHold.DataClass)]
    public required string Reason { get; init; }

    [NotPersonal]
    public required DateOnly NextReview { get; init; }
}
