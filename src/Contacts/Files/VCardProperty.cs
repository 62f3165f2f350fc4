using System.Text;

namespace Gdpr.Contacts.Files;

/// <summary>One property of a vCard: name, parameters and value as written.</summary>
internal sealed record VCardProperty(string Name, IReadOnlyList<(string Name, string Value)> Parameters, string Value)
{
    public IEnumerable<string> Types => Values("TYPE").Select(t => t.ToLowerInvariant());

    /// <summary>1 is the most preferred; vCard 3.0 knows preferred or not.</summary>
    public int Preference => int.TryParse(Values("PREF").FirstOrDefault(), out var n) ? n : Types.Contains("pref") ? 1 : 101;

    /// <summary>The value as text.</summary>
    public string Text => Plain(Decoded);

    /// <summary>The components of a structured value.</summary>
    public IReadOnlyList<string> Components => [.. Split(Decoded, ';').Select(Plain)];

    private string Decoded => IsQuoted ? QuotedPrintable.Decode(Value, Values("CHARSET").FirstOrDefault()) : Value;

    private bool IsQuoted => Values("ENCODING").Concat(Types).Any(v => v.Equals("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase));

    public IEnumerable<string> Values(string parameter, bool split = true) =>
        Parameters.Where(p => p.Name == parameter).SelectMany(p => split ? p.Value.Split(',') : [p.Value]).Select(v => v.Trim());

    /// <summary>Null when the line is no property.</summary>
    public static VCardProperty? Parse(string line)
    {
        var colon = Outside(line, ':', 0);
        if (colon < 1)
        {
            return null;
        }

        var parts = new List<string>();
        for (var at = 0; at <= colon;)
        {
            var end = Outside(line, ';', at) is var semicolon && semicolon >= 0 && semicolon < colon ? semicolon : colon;
            parts.Add(line[at..end]);
            at = end + 1;
        }

        var name = parts[0][(parts[0].LastIndexOf('.') + 1)..].Trim().ToUpperInvariant();
        return name.Length == 0 ? null : new VCardProperty(name, [.. parts.Skip(1).Select(Parameter)], line[(colon + 1)..]);
    }

    // vCard 2.1 writes the types bare.
    private static (string, string) Parameter(string text) => text.IndexOf('=') is > 0 and var equals
        ? (text[..equals].Trim().ToUpperInvariant(), text[(equals + 1)..].Replace("\"", string.Empty, StringComparison.Ordinal))
        : ("TYPE", text);

    private static int Outside(string line, char wanted, int from)
    {
        var quoted = false;
        for (var i = from; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (!quoted && line[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }

    private static IEnumerable<string> Split(string value, char separator)
    {
        var from = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
            }
            else if (value[i] == separator)
            {
                yield return value[from..i];
                from = i + 1;
            }
        }

        yield return value[from..];
    }

    private static string Plain(string escaped)
    {
        if (!escaped.Contains('\\', StringComparison.Ordinal))
        {
            return escaped.Trim();
        }

        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            var c = escaped[i];
            text.Append(c != '\\' || i + 1 == escaped.Length ? c : escaped[++i] is 'n' or 'N' ? '\n' : escaped[i]);
        }

        return text.ToString().Trim();
    }
}
