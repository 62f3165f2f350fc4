using System.Text;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Files;

/// <summary>The encodings in which files come, by the names of the IANA.</summary>
internal static class TextEncodings
{
    public const string Utf8 = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Utf16BigEndian = "utf-16be";
    public const string Utf32 = "utf-32";
    public const string Windows1252 = "windows-1252";

    /// <summary>An encoding that refuses bytes that it does not know, where it can tell.</summary>
    public static Encoding Of(string name) =>
        Find(name) ?? throw new RuleViolation(FileErrors.EncodingUnsupported);

    /// <summary>The name under which we know a stated encoding.</summary>
    public static string Named(string stated) => Of(stated.Trim()).WebName;

    public static bool IsWide(string name) => name is Utf16 or Utf16BigEndian or Utf32;

    /// <summary>A first look at bytes, whatever they are.</summary>
    public static string Loose(string name, ReadOnlySpan<byte> bytes) =>
        (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name)).GetString(bytes);

    private static Encoding? Find(string name)
    {
        var (encoder, decoder) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            return name.Equals("utf-7", StringComparison.OrdinalIgnoreCase) ? null
                : CodePagesEncodingProvider.Instance.GetEncoding(name, encoder, decoder) ?? Encoding.GetEncoding(name, encoder, decoder);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
