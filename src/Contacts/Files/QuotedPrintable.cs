using System.Globalization;
using System.Text;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Files;

/// <summary>The old way to write accents in a vCard (RFC 2045, 6.7), in a character set that the property names.</summary>
internal static class QuotedPrintable
{
    public static string Decode(string value, string? charset)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '=' && i + 2 < value.Length
                && byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(value, i, 1));
            }
        }

        return Text([.. bytes], charset);
    }

    private static string Text(byte[] bytes, string? charset)
    {
        try
        {
            return TextEncodings.Of(charset ?? TextEncodings.Utf8).GetString(bytes);
        }
        catch (Exception e) when (e is DecoderFallbackException or RuleViolation)
        {
            return TextEncodings.Of(TextEncodings.Windows1252).GetString(bytes);
        }
    }
}
