using Gdpr.Kernel.Identifiers;
using Microsoft.AspNetCore.Identity;

namespace Gdpr.Identity.Data;

/// <summary>Spells the addresses of staff as the Kernel spells those of everybody.</summary>
internal sealed class StaffLookup : ILookupNormalizer
{
    public static string? Email(string? email) =>
        email is not null && IdentifierNormalisation.TryNormalise(IdentifierKind.Email, email, null, out var normalised) ? normalised : null;

    public string? NormalizeEmail(string? email) => Email(email);

    public string? NormalizeName(string? name) => name?.Normalize().ToUpperInvariant();
}
