using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Domain;

/// <summary>
/// The file of one personal data breach (Art. 4(12)): when it was seen, inquired and known, what the risk is, whom we
/// told. What is stored are facts; every due date is computed from them by the clock of the law.
/// </summary>
internal sealed partial class Breach : IVersioned
{
    public const string DataClass = "breachNotification.breaches";

    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required string Reference { get; init; }

    [NotPersonal]
    public string? ControllerId { get; init; }

    /// <summary>In whose local time the clock is shown.</summary>
    [NotPersonal]
    public required string Country { get; init; }

    [NotPersonal]
    public required DateTimeOffset OpenedAt { get; init; }

    [NotPersonal]
    public BreachState State { get; private set; }

    /// <summary>Kept apart from awareness: detection starts no clock.</summary>
    [NotPersonal]
    public DateTimeOffset? DetectedAt { get; private set; }

    [NotPersonal]
    public DateTimeOffset? InvestigationStart { get; private set; }

    /// <summary>A reasonable degree of certainty: the clock of Art. 33(1) starts.</summary>
    [NotPersonal]
    public DateTimeOffset? AwareAt { get; private set; }

    /// <summary>The member of staff who decided it.</summary>
    [PersonalData(DataCategory.Identity, DataClass)]
    public string? AwareDecidedBy { get; private set; }

    [NotPersonal]
    public DateTimeOffset? AwareDecidedAt { get; private set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? AwareReason { get; private set; }

    [NotPersonal]
    public DateTimeOffset? ProcessorAwareAt { get; private set; }

    [NotPersonal]
    public RiskLevel? Risk { get; private set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? RiskReason { get; private set; }

    [PersonalData(DataCategory.Identity, DataClass)]
    public string? RiskDecidedBy { get; private set; }

    [NotPersonal]
    public DateTimeOffset? RiskDecidedAt { get; private set; }

    /// <summary>The first initial notification.</summary>
    [NotPersonal]
    public DateTimeOffset? NotifiedAt { get; private set; }

    /// <summary>The newest initial notification that promised more: the clock of the complement starts there.</summary>
    [NotPersonal]
    public DateTimeOffset? ComplementSince { get; private set; }

    [NotPersonal]
    public DateTimeOffset? ComplementedAt { get; private set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public required BreachFacts Facts { get; set; }

    /// <summary>How often the reminders of this file were planned; a new plan never meets an old one.</summary>
    [NotPersonal]
    public int ReminderRound { get; private set; }

    [NotPersonal]
    public DateTimeOffset? ClosedAt { get; private set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? CloseReason { get; private set; }

    /// <summary>How the people were told, or which exemption of Art. 34(3) applies, as JSON.</summary>
    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? SubjectsTold { get; private set; }

    /// <summary>Last day that the file names people (retention period BREACH_FILE, from closure).</summary>
    [NotPersonal]
    public DateOnly? KeepUntil { get; private set; }

    [NotPersonal]
    public int Version { get; set; }
}
