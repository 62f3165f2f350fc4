namespace Gdpr.Kernel.Rights;

/// <summary>The fields that a rectification may name (Art. 16), in the words of the contract.</summary>
public static class CorrectableFields
{
    public const string AttributePrefix = "attributes.";

    public static readonly IReadOnlyCollection<string> All =
    [
        "givenName", "familyName", "organisation", "email", "phone", "birthDate", "street", "postalCode", "city", "country", "language",
    ];

    public static bool Contains(string? datum) =>
        datum is not null && (All.Contains(datum) || (datum.StartsWith(AttributePrefix, StringComparison.Ordinal) && datum.Length > AttributePrefix.Length));
}
