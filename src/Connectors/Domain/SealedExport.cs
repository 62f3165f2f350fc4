using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>
/// A person's data as a third party handed it over for access or portability, sealed with a key of its own that is
/// destroyed with the row when the request closes.
/// </summary>
internal sealed class SealedExport
{
    [NotPersonal]
    public required Guid TaskId { get; init; }

    [NotPersonal]
    public required Guid RequestId { get; init; }

    /// <summary>The key of <see cref="Box"/>, itself encrypted by the key ring outside the database.</summary>
    [PersonalData(DataCategory.Encrypted)]
    public required string ProtectedKey { get; init; }

    [PersonalData(DataCategory.Encrypted, "connectors.export")]
    public required byte[] Box { get; init; }
}
