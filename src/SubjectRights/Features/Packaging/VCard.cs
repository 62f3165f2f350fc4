using System.Text;
using Gdpr.Platform.Participation;

namespace Gdpr.SubjectRights.Features.Packaging;

/// <summary>The person as a vCard 4.0 (RFC 6350), for an address book.</summary>
internal static class VCard
{
    /// <param name="others">The other tables of the person: every e-mail and telephone is in the card, the first one first.</param>
    public static string Write(ExportTable contacts, params IReadOnlyList<ExportTable> others)
    {
        var row = contacts.Columns.Zip(contacts.Rows[0]).ToDictionary(c => c.First, c => c.Second);
        string? Get(string column) => row.TryGetValue(column, out var value) && !string.IsNullOrEmpty(value) ? value : null;
        var (given, family) = (Get("givenName"), Get("familyName"));
        var text = new StringBuilder("BEGIN:VCARD\r\nVERSION:4.0\r\n");
        Line(text, "FN", string.Join(' ', new[] { given, family }.OfType<string>()).NullIfEmpty() ?? Get("organisation") ?? "?");
        text.Append($"N:{Escape(family)};{Escape(given)};;;\r\n");
        Every("email", "emails").ForEach(email => Line(text, "EMAIL", email));
        Every("phone", "phones").ForEach(phone => Line(text, "TEL;VALUE=uri", $"tel:{phone}"));
        Line(text, "BDAY", Get("birthDate")?.Replace("-", string.Empty, StringComparison.Ordinal));
        Line(text, "ORG", Get("organisation"));
        if ((Get("street") ?? Get("city") ?? Get("postalCode")) is not null)
        {
            text.Append($"ADR:;;{Escape(Get("street"))};{Escape(Get("city"))};;{Escape(Get("postalCode"))};{Escape(Get("country"))}\r\n");
        }

        Line(text, "LANG", Get("language"));
        return text.Append("END:VCARD\r\n").ToString();

        List<string> Every(string first, string table) =>
        [
            .. others.Where(t => t.Name == table).SelectMany(t => t.Rows.Select(r => r[t.Columns.ToList().IndexOf("value")])).Prepend(Get(first)).OfType<string>().Distinct(),
        ];
    }

    private static void Line(StringBuilder text, string property, string? value)
    {
        if (value is not null)
        {
            text.Append($"{property}:{Escape(value)}\r\n");
        }
    }

    private static string Escape(string? value) => (value ?? string.Empty)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string? NullIfEmpty(this string text) => text.Length == 0 ? null : text;
}
