using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Files;

/// <summary>What one card says, under our names of fields.</summary>
internal sealed class VCardCells
{
    public const string Extension = "X-GDPR-";
    public const string TypeParameter = "X-TYPE";
    public static readonly string[] Others = ["NOTE", "TITLE", "ROLE", "NICKNAME", "URL", "CATEGORIES"];
    public static readonly VCardCells Empty = new();

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyyMMdd"];
    private static readonly string[] Unsaid = ["pref", "internet", "voice", "quoted-printable"];
    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);

    public string? Flaw { get; private set; }

    public IReadOnlyDictionary<string, string> Attributes => _attributes;

    public string this[string field] => _cells.GetValueOrDefault(field, string.Empty);

    /// <summary>A type that cards carry without saying anything by it.</summary>
    public static bool IsUnsaid(string type) => Unsaid.Contains(type, StringComparer.OrdinalIgnoreCase);

    public static VCardCells Of(IReadOnlyList<VCardProperty?> properties)
    {
        var card = new VCardCells { Flaw = properties.Contains(null) ? "CARD_MALFORMED" : null };
        var known = properties.OfType<VCardProperty>().ToLookup(p => p.Name);
        card.TakeNames(known);
        card.TakeAddresses(IdentifierColumns.Email, known["EMAIL"], p => p.Text);
        card.TakeAddresses(IdentifierColumns.Phone, known["TEL"], Phone);
        card.TakePlace(known["ADR"].MinBy(p => p.Preference));
        card.TakeRest(known);
        card.TakeExtensions(known);
        card.TakeIds(known);
        return card;
    }

    private void Set(string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _cells[field] = value;
        }
    }

    private void TakeNames(ILookup<string, VCardProperty> card)
    {
        var kind = card["KIND"].Concat(card["X-ADDRESSBOOKSERVER-KIND"]).FirstOrDefault()?.Text.ToLowerInvariant();
        var company = card["X-ABSHOWAS"].Any(p => p.Text.Equals("COMPANY", StringComparison.OrdinalIgnoreCase));
        Set("kind", kind is "org" || company ? "organisation" : kind is "individual" ? "person" : kind);
        var name = card["N"].FirstOrDefault()?.Components ?? [];
        var (family, given) = (name.ElementAtOrDefault(0), name.ElementAtOrDefault(1));
        var full = card["FN"].FirstOrDefault()?.Text;
        var organisation = card["ORG"].FirstOrDefault()?.Components[0];
        if (kind is "org" || company)
        {
            Set("organisation", string.IsNullOrWhiteSpace(organisation) ? full : organisation);
            return;
        }

        Set("organisation", organisation);
        Set("givenName", given);

        // A full name alone is not cut in two: nobody can tell where. In our own cards it may stand for a missing name.
        var own = card[$"{Extension}EXTERNALID"].Any();
        Set("familyName", string.IsNullOrWhiteSpace(family + given) && full != organisation && !own ? full : family);
    }

    private void TakeAddresses(string field, IEnumerable<VCardProperty> properties, Func<VCardProperty, string> value)
    {
        var number = 0;
        foreach (var property in properties.Where(p => p.Text.Length > 0).OrderBy(p => p.Preference))
        {
            var column = IdentifierColumns.Nth(field, ++number);
            Set(column, value(property));
            Set($"{column}.type", property.Values(TypeParameter, split: false).Concat(property.Values("TYPE")).FirstOrDefault(t => !IsUnsaid(t) || property.Values(TypeParameter).Any()));
            Set($"{column}.verified", property.Values("X-VERIFIED").FirstOrDefault());
        }

        Flaw ??= number > ContactLimits.Addresses ? ContactsErrors.TooManyAddresses.Code : null;
    }

    private static string Phone(VCardProperty property)
    {
        var text = property.Text;
        var number = text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        return number.Split(';')[0];
    }

    private void TakePlace(VCardProperty? address)
    {
        if (address?.Components is not { Count: > 0 } parts)
        {
            return;
        }

        string? Part(int i) => parts.ElementAtOrDefault(i);
        Set("street", string.Join(", ", new[] { Part(2), Part(1), Part(0) }.Where(p => !string.IsNullOrWhiteSpace(p))));
        Set("city", Part(3));
        Set("postalCode", Part(5));
        Set("country", Part(6));
    }

    private void TakeRest(ILookup<string, VCardProperty> card)
    {
        var born = card["BDAY"].FirstOrDefault()?.Text.Split('T')[0];
        Set(ImportMapping.BirthDate, DateOnly.TryParseExact(born, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null);
        Set("language", card["LANG"].MinBy(p => p.Preference)?.Text);
        foreach (var name in Others)
        {
            Set(name, card[name].FirstOrDefault()?.Text);
        }
    }

    private void TakeExtensions(ILookup<string, VCardProperty> card)
    {
        foreach (var field in (string[])["audience", "origin", "obtainedAt"])
        {
            Set(field, card[Extension + field.ToUpperInvariant()].FirstOrDefault()?.Text);
        }

        foreach (var attribute in card[$"{Extension}ATTRIBUTE"])
        {
            var components = attribute.Components;
            if (components.Count == 2)
            {
                _attributes[components[0]] = components[1];
            }
        }
    }

    // A card without an id is known again by a digest of what it calls itself.
    private void TakeIds(ILookup<string, VCardProperty> card)
    {
        var ids = card[$"{Extension}EXTERNALID"].Select(p => p.Text).ToList();
        if (ids.Count == 0)
        {
            var uid = card["UID"].FirstOrDefault()?.Text;
            var self = string.Join('\n', card["FN"].Concat(card["N"]).Concat(card["EMAIL"].Take(1)).Concat(card["TEL"].Take(1)).Select(p => p.Text));
            ids.Add($"vcard:{(string.IsNullOrEmpty(uid) ? Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(self)))[..22] : uid)}");
        }

        for (var i = 0; i < ids.Count; i++)
        {
            Set(IdentifierColumns.Nth(ImportMapping.ExternalId, i + 1), ids[i]);
        }

        Flaw ??= ids.Count > ContactLimits.Addresses ? ContactsErrors.TooManyAddresses.Code : null;
    }
}
