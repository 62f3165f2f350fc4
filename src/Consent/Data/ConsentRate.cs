using Gdpr.Consent.Domain;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>
/// Of everybody known whose data came from one place: how many consented to a purpose on a channel, and how many refuse, as
/// counted on one day. Figures only; an erasure lowers those of the next day.
/// </summary>
[NotPersonal]
internal sealed class ConsentRate
{
    /// <summary>Origins named apart; those that fewer people have are counted together as <see cref="OtherOrigins"/>.</summary>
    public const int MostOrigins = 20;
    public const string OtherOrigins = "other";
    public const string NoOrigin = "unknown";

    public required Guid Id { get; init; }

    /// <summary>At home with the controller.</summary>
    public required DateOnly Day { get; init; }

    public required string Purpose { get; init; }

    public required Channel Channel { get; init; }

    public required string Origin { get; init; }

    public required int Known { get; init; }

    public required int Consented { get; init; }

    /// <summary>Refused, withdrew or objected.</summary>
    public required int Refused { get; init; }

    public required DateTimeOffset CountedAt { get; init; }
}
