namespace Gdpr.Consent.Domain;

/// <summary>Why somebody need not be told (Art. 14(5)): coded words.</summary>
internal static class ExemptGrounds
{
    private static readonly string[] All = ["alreadyInformed", "impossible", "disproportionate", "laidDownByLaw", "professionalSecrecy"];

    public static bool IsKnown(string? ground) => All.Contains(ground);
}

/// <summary>Where a person's data came from, as another room or a system states it.</summary>
internal sealed record DataSource(string Origin, DateTimeOffset? ObtainedAt = null, string? Supplier = null, bool? PartnersNamed = null)
{
    // Words of Contacts and of the facts alike.
    private static readonly string[] NotFromThePerson = ["purchased", "partner", "public"];

    public bool IsIndirect => NotFromThePerson.Contains(Origin);
}
