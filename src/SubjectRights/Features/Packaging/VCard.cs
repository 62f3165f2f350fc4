using System.Text;
using Gdpr.Platform.Participation;

namespace Gdpr.SubjectRights.Features.Packaging;

/// <summary>The person as a vCard 4.0 (RFC 6350), for an address book.</summary>
internal static class VCard
{
    public static string Write(ExportTable contacts)
    {
        var row = contacts.Columns.Zip(contacts.Rows[0]).ToDictionary(c => c.First, c => c.Second);
        string? Get(string column) => row.TryGetValue(column, out var value) && !string.IsNullOrEmpty(value) ? value : null;
        var (given, family) = (Get("givenName"), Get("familyName"));
        var text = new StringBuilder("BEGIN:VCARD\r\nVERSION:4.0\r\n");
        Line(text, "FN", string.Join(' ', new[] { given, family }.OfType<string>()).NullIfEmpty() ?? Get("organisation") ?? "?");
        text.Append($"N:{Escape(family)};{Escape(given)};;;\r\n");
        Line(text, "EMAIL", Get("email"));
        Line(text, "TEL;VALUE=uri", Get("phone") is { } phone ? $"tel:{phone}" : null);
        Line(text, "BDAY", Get("birthDate")?.Replace("-", string.Empty, StringComparison.Ordinal));
        Line(text, "ORG", Get("organisation"));
        if ((Get("street") ?? Get("city") ?? Get("postalCode")) is not null)
        {
            text.Append($"ADR:;;{Escape(Get("street"))};{Escape(Get("city"))};;{Escape(Get("postalCode"))};{Escape(Get("country"))}\r\n");
        }

        Line(text, "LANG", Get("language"));
        return text.Append("END:VCARD\r\n").ToString();
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
