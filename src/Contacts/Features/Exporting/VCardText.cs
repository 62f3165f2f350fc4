using System.Globalization;
using System.Text;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;

namespace Gdpr.Contacts.Features.Exporting;

/// <summary>A contact as a vCard 4.0 (RFC 6350); what the standard has no word for is in extensions of ours.</summary>
internal static class VCardText
{
    private const int LongestLine = 75;

    public static string Of(Leaving leaving)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(leaving))
        {
            Fold(text, line);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(Leaving leaving)
    {
        var contact = leaving.Contact;
        yield return "BEGIN:VCARD";
        yield return "VERSION:4.0";
        yield return $"KIND:{(contact.IsPerson ? "individual" : "org")}";
        yield return $"UID:{Escape(leaving.Ids[0])}";
        yield return $"FN:{Escape(Called(leaving))}";
        yield return $"N:{Escape(contact.FamilyName)};{Escape(contact.GivenName)};;;";
        var plain = Given(
            ("ORG", contact.Organisation),
            ("BDAY", contact.BirthDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
            ("LANG", contact.Language),
            (Extension("audience"), contact.Audience?.ToString()),
            (Extension("origin"), leaving.Origin),
            (Extension("obtainedAt"), leaving.ObtainedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        foreach (var line in plain
            .Concat(leaving.Ids.Select(id => $"{Extension("externalId")}:{Escape(id)}"))
            .Concat(leaving.Emails.Select((e, i) => $"EMAIL{Parameters(e.Type, i == 0, e.Verified)}:{Escape(e.Value)}"))
            .Concat(leaving.Phones.Select((p, i) => $"TEL;VALUE=uri{Parameters(p.Type, i == 0, p.Verified)}:tel:{Escape(p.Value)}"))
            .Concat(contact.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => $"{Extension("attribute")}:{Escape(a.Name)};{Escape(a.Value)}")))
        {
            yield return line;
        }

        if ((contact.Street ?? contact.City ?? contact.PostalCode ?? contact.Country) is not null)
        {
            yield return $"ADR:;;{Escape(contact.Street)};{Escape(contact.City)};;{Escape(contact.PostalCode)};{Escape(contact.Country)}";
        }

        yield return "END:VCARD";
    }

    // A card needs a name; who has none is called by an address.
    private static string Called(Leaving leaving)
    {
        var name = string.Join(' ', new[] { leaving.Contact.GivenName, leaving.Contact.FamilyName }.Where(n => n is not null));
        return name.Length > 0 ? name
            : leaving.Contact.Organisation ?? leaving.Emails.FirstOrDefault()?.Value ?? leaving.Phones.FirstOrDefault()?.Value ?? leaving.Ids[0];
    }

    private static string Extension(string field) => VCardCells.Extension + field.ToUpperInvariant();

    private static IEnumerable<string> Given(params (string Name, string? Value)[] properties) =>
        properties.Where(p => p.Value is not null).Select(p => $"{p.Name}:{Escape(p.Value)}");

    private static string Parameters(string? type, bool preferred, bool verified)
    {
        var known = type is not null && type.All(char.IsAsciiLetterOrDigit) && !VCardCells.IsUnsaid(type);
        var name = known ? "TYPE" : VCardCells.TypeParameter;
        return $"{(preferred ? ";PREF=1" : string.Empty)}{(type is null ? string.Empty : $";{name}=\"{Plain(type)}\"")}{(verified ? ";X-VERIFIED=true" : string.Empty)}";
    }

    private static string Plain(string parameter) => new([.. parameter.Where(c => c != '"' && !char.IsControl(c))]);

    private static string Escape(string? value) => (value ?? string.Empty)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\n", StringComparison.Ordinal);

    // Lines are counted in octets, and no letter is cut.
    private static void Fold(StringBuilder text, string line)
    {
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                length = 1;
            }

            text.Append(rune);
            length += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
