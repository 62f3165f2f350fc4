using System.Text.Json;
using Gdpr.Contacts.Domain;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>A person's data as tables; the first has the columns of our own import, so that it comes back without loss.</summary>
internal static class PersonExport
{
    private const string Contract = "6(1)(b)";
    private const string LegitimateInterests = "6(1)(f)";

    private static readonly string[] Columns =
    [
        "externalId", "kind", "givenName", "familyName", "email", "phone", "birthDate", "organisation",
        "street", "postalCode", "city", "country", "language", "origin",
    ];

    /// <param name="portableOnly">Portability gives what the person provided (Art. 20(1)), not what others wrote about them.</param>
    public static async Task<IReadOnlyList<ExportTable>> ExportAsync(
        this ContactsDbContext db, IReadOnlyCollection<Guid> ids, bool portableOnly, CancellationToken ct)
    {
        var people = await db.Contacts.AsNoTracking().Whole().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct);
        var origins = await db.Origins.AsNoTracking().Where(o => ids.Contains(o.ContactId)).OrderBy(o => o.Id).ToListAsync(ct);
        var notes = portableOnly ? [] : await db.Notes.AsNoTracking().Where(n => ids.Contains(n.ContactId)).OrderBy(n => n.Id).ToListAsync(ct);
        ExportTable[] tables =
        [
            Contacts(people, origins.ToLookup(o => o.ContactId, o => o.Origin)),
            new("emails", ["contact", "value", "type", "primary", "verified"],
                [.. people.SelectMany(c => c.Emails.OrderBy(e => e.Position), (c, e) => Row(Shown(c), e.Value, e.Type, Word(e.Primary), Word(e.Verified)))],
                DataClasses.Email, Contract),
            new("phones", ["contact", "value", "type", "primary", "verified"],
                [.. people.SelectMany(c => c.Phones.OrderBy(p => p.Position), (c, p) => Row(Shown(c), p.Value, p.Type, Word(p.Primary), Word(p.Verified)))],
                DataClasses.Phone, Contract),
            new("identifiers", ["kind", "value", "since", "until"],
                [.. (portableOnly ? [] : people).SelectMany(c => c.Identifiers.OrderBy(i => i.Kind).ThenBy(i => i.Since), (_, i) =>
                    Row(JsonNamingPolicy.CamelCase.ConvertName(i.Kind.ToString()), i.Value, i.Since.ToString("O"), i.Until?.ToString("O")))],
                DataClasses.Identifier, LegitimateInterests),
            new("notes", ["at", "text"], [.. notes.Select(n => Row(n.At.ToString("O"), n.Text))], DataClasses.Notes, LegitimateInterests),
            new("origins", ["fields", "origin", "obtainedAt", "detail", "act", "provenance", "supplier", "partnersNamed"],
                [.. (portableOnly ? [] : origins).Select(o => Row(o.Fields, o.Origin, o.ObtainedAt.ToString("O"), o.Detail, Word(o.Act), o.Provenance is { } from ? Word(from) : null, o.Supplier, o.PartnersNamed is { } named ? Word(named) : null))],
                DataClasses.Origin, LegitimateInterests),
        ];
        return [.. tables.Where(t => t.Rows.Count > 0)];
    }

    private static ExportTable Contacts(IReadOnlyList<Contact> people, ILookup<Guid, string> origins)
    {
        var attributes = people.SelectMany(c => c.Attributes).Select(a => a.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var rows = people.Select(c => Row(
        [
            Shown(c), Word(c.Kind), c.GivenName, c.FamilyName,
            c.Emails.OrderBy(e => !e.Primary).ThenBy(e => e.Position).FirstOrDefault()?.Value,
            c.Phones.OrderBy(p => !p.Primary).ThenBy(p => p.Position).FirstOrDefault()?.Value,
            c.BirthDate?.ToString("yyyy-MM-dd"), c.Organisation, c.Street, c.PostalCode, c.City, c.Country, c.Language, origins[c.Id].FirstOrDefault(),
            .. attributes.Select(name => c.Attributes.Find(a => a.Name == name)?.Value),
        ]));
        return new ExportTable("contacts", [.. Columns, .. attributes.Select(a => $"attributes.{a}")], [.. rows], DataClasses.Identity, Contract);
    }

    private static string?[] Row(params string?[] cells) => cells;

    private static string? Shown(Contact contact) => contact.ExternalIds.Select(Contact.ShownExternalId).FirstOrDefault();

    private static string Word(bool value) => value ? "true" : "false";

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
