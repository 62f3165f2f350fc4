using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

/// <summary>Which column of a file is which of our fields, and what holds where the file is silent.</summary>
/// <param name="KeyField">The field that recognises a contact, if it was stated.</param>
/// <param name="Provenance">Where the whole file came from.</param>
/// <param name="Proposed">The columns that the mapping does not name are taken as the file's header proposes them.</param>
internal sealed record ImportMapping(
    IReadOnlyDictionary<string, string> Columns,
    string? KeyField,
    string? Country,
    Audience? Audience,
    string? Language,
    string? Origin,
    string? BirthDateFormat,
    bool Proposed,
    FileStatement File,
    ProvenanceStated? Provenance = null)
{
    public const string ExternalId = IdentifierColumns.ExternalId;
    public const string Email = IdentifierColumns.Email;
    public const string BirthDate = "birthDate";
    public const string AttributePrefix = "attributes.";

    public static readonly IReadOnlyList<string> Fields =
    [
        "kind", "givenName", "familyName", .. IdentifierColumns.All, BirthDate, "organisation",
        "street", "postalCode", "city", "country", "language", "audience", "origin", "obtainedAt",
    ];

    private static readonly HashSet<string> Known = [.. Fields];

    public static readonly ImportMapping Nothing = new(new Dictionary<string, string>(), null, null, null, null, null, null, false, FileStatement.None);

    /// <summary>The kind of identifier by which a row finds its contact.</summary>
    public IdentifierKind Key => (KeyField ?? (Columns.ContainsKey(ExternalId) ? ExternalId : Email)) == Email ? IdentifierKind.Email : IdentifierKind.ExternalId;

    public string KeyColumn => Columns[Key == IdentifierKind.Email ? Email : ExternalId];

    public bool HasKey => Columns.ContainsKey(Key == IdentifierKind.Email ? Email : ExternalId);

    public static bool IsField(string name) => Known.Contains(name)
        || (name.StartsWith(AttributePrefix, StringComparison.Ordinal) && name.Length - AttributePrefix.Length is > 0 and <= ContactLimits.AttributeName);

    /// <summary>The same with more columns; what was stated by hand wins.</summary>
    public ImportMapping With(IEnumerable<KeyValuePair<string, string>> columns)
    {
        var all = new Dictionary<string, string>(Columns, StringComparer.Ordinal);
        var taken = all.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var (field, column) in columns.Where(c => !taken.Contains(c.Value)))
        {
            all.TryAdd(field, column);
        }

        return this with { Columns = all, Proposed = false };
    }
}
