using System.Globalization;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Exporting;

/// <summary>The columns of an export: as many as the contact with the most addresses and attributes needs, under the names that an import knows.</summary>
internal sealed class CsvColumns
{
    public const int Most = 1000;

    private static readonly string[] Plain =
        ["kind", "givenName", "familyName", ImportMapping.BirthDate, "organisation", "street", "postalCode", "city", "country", "language", "audience", "origin", "obtainedAt"];

    private readonly int _ids;
    private readonly int _emails;
    private readonly int _phones;
    private readonly IReadOnlyList<string> _attributes;

    private CsvColumns(int ids, int emails, int phones, IReadOnlyList<string> attributes)
    {
        (_ids, _emails, _phones, _attributes) = (ids, emails, phones, attributes);
        Header =
        [
            .. Numbered(ImportMapping.ExternalId, ids), .. Plain,
            .. Numbered(IdentifierColumns.Email, emails).SelectMany(WithParts), .. Numbered(IdentifierColumns.Phone, phones).SelectMany(WithParts),
            .. attributes.Select(a => ImportMapping.AttributePrefix + a),
        ];
    }

    public IReadOnlyList<string> Header { get; }

    public static async Task<CsvColumns> OfAsync(ContactsDbContext db, CancellationToken ct)
    {
        var ids = await db.Identifiers.Where(i => i.UniqueKey != null && i.Kind == IdentifierKind.ExternalId)
            .GroupBy(i => i.ContactId)
            .Select(g => (int?)g.Count())
            .MaxAsync(ct);
        var emails = await db.Emails.MaxAsync(e => (int?)e.Position, ct);
        var phones = await db.Phones.MaxAsync(p => (int?)p.Position, ct);
        var attributes = await db.Attributes.Select(a => a.Name).Distinct().OrderBy(n => n).Take(Most + 1).ToListAsync(ct);
        return new CsvColumns(ids ?? 1, (emails ?? 0) + 1, (phones ?? 0) + 1, [.. attributes.Order(StringComparer.Ordinal)]);
    }

    public IEnumerable<string?> Cells(Leaving leaving)
    {
        var contact = leaving.Contact;
        return
        [
            .. Padded(leaving.Ids, _ids, id => [id]),
            Word(contact.Kind), contact.GivenName, contact.FamilyName, contact.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            contact.Organisation, contact.Street, contact.PostalCode, contact.City, contact.Country, contact.Language, contact.Audience?.ToString(),
            leaving.Origin, leaving.ObtainedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            .. Padded(leaving.Emails, _emails, e => [e?.Value, e?.Type, Word(e?.Verified)]),
            .. Padded(leaving.Phones, _phones, p => [p?.Value, p?.Type, Word(p?.Verified)]),
            .. _attributes.Select(name => contact.Attributes.Find(a => a.Name == name)?.Value),
        ];
    }

    private static IEnumerable<string> Numbered(string field, int count) => Enumerable.Range(1, count).Select(n => IdentifierColumns.Nth(field, n));

    private static IEnumerable<string> WithParts(string field) => [field, $"{field}.type", $"{field}.verified"];

    private static IEnumerable<string?> Padded<T>(IReadOnlyList<T> values, int count, Func<T?, string?[]> cells) =>
        Enumerable.Range(0, count).SelectMany(i => cells(i < values.Count ? values[i] : default));

    private static string? Word(bool? value) => value is true ? "true" : null;

    private static string Word(ContactKind kind) => kind == ContactKind.Person ? "person" : "organisation";
}
