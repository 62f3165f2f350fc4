using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Data;

/// <summary>The answer already given to an <c>Idempotency-Key</c>, kept for 24 hours.</summary>
public sealed class IdempotencyKey
{
    /// <summary>Digest of client, route and key.</summary>
    [NotPersonal]
    public required string Id { get; init; }

    /// <summary>Keyed digest of the request's body.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required string BodyDigest { get; init; }

    [NotPersonal]
    public required int Status { get; init; }

    /// <summary>The body answered: creating paths answer with ids, states and dates only.</summary>
    [NotPersonal]
    public string? Response { get; init; }

    [NotPersonal]
    public string? Location { get; init; }

    [NotPersonal]
    public required DateTimeOffset ExpiresAt { get; init; }
}
