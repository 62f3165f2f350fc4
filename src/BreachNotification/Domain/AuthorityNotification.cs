using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Domain;

internal enum NotificationKind
{
    Initial,
    Complementary,
    Closing,
}

/// <summary>One notification to a supervisory authority (Art. 33), as it left; never changed.</summary>
internal sealed class AuthorityNotification
{
    public static readonly IReadOnlyDictionary<string, NotificationKind> Kinds = new Dictionary<string, NotificationKind>(StringComparer.Ordinal)
    {
        ["initial"] = NotificationKind.Initial,
        ["complementary"] = NotificationKind.Complementary,
        ["closing"] = NotificationKind.Closing,
    };

    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid BreachId { get; init; }

    [NotPersonal]
    public required NotificationKind Kind { get; init; }

    /// <summary>Short name of the authority, e.g. <c>CNIL</c>.</summary>
    [NotPersonal]
    public required string Authority { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary>The number that the authority gave.</summary>
    [NotPersonal]
    public string? AuthorityReference { get; init; }

    [NotPersonal]
    public bool Complete { get; init; }

    [NotPersonal]
    public bool? Late { get; init; }

    [PersonalData(DataCategory.FreeText, Breach.DataClass)]
    public string? DelayReasons { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string RecordedBy { get; init; }

    [NotPersonal]
    public required DateTimeOffset RecordedAt { get; init; }
}
