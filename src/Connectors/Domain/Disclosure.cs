using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>Records that an identifier was told to a third party, a question about a person included (Arts. 15(1)(c) and 19).</summary>
internal sealed class Disclosure
{
    /// <summary>The purpose of a disclosure in the course of business, as recorded through the API.</summary>
    public const string Given = "given";

    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid ConnectionId { get; init; }

    [NotPersonal]
    public required IdentifierKind Kind { get; init; }

    /// <summary>Keyed hash; the identifier itself is not kept.</summary>
    [PersonalData(DataCategory.Pseudonym, "connectors.disclosure")]
    public required string Hash { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary><see cref="Given"/>, or the type of the subject request.</summary>
    [NotPersonal]
    public required string Purpose { get; init; }

    /// <summary>The call that told it; null for <see cref="Given"/>.</summary>
    [NotPersonal]
    public Guid? CallKey { get; init; }
}
