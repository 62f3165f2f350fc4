using Gdpr.Platform.Privacy;

namespace Gdpr.SubjectRights.Domain;

/// <summary>The DPO was told of a request once at one level: the row and its mail commit together, and its key is taken once.</summary>
[NotPersonal]
internal sealed class DeadlineWarning
{
    public required Guid RequestId { get; init; }

    /// <summary>One of <see cref="WarningLevels"/>.</summary>
    public required string Level { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The date that was warned of; none for an alarm that is not about time.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Null where no address of the DPO is known, or a higher level passed at the same moment was mailed.</summary>
    public Guid? MailId { get; init; }
}

/// <summary>How far the time between receipt and due date has gone, in percent; and alarms that are not about time.</summary>
internal static class WarningLevels
{
    public const string Half = "50";
    public const string ThreeQuarters = "75";
    public const string NineTenths = "90";
    public const string Overdue = "overdue";
    public const string PreviewDiffers = "PREVIEW_DIFFERS";
    public const string CameBack = TaskCodes.CameBack;

    /// <summary>The last comes once the due instant itself has passed.</summary>
    public static readonly IReadOnlyList<(string Level, int Percent)> OfTime = [(Half, 50), (ThreeQuarters, 75), (NineTenths, 90), (Overdue, 100)];
}
