using MimeKit;

namespace Gdpr.Campaigns.Delivering;

/// <summary>How headers are written: a local part beyond ASCII travels as UTF-8 (RFC 6532), and is signed as it travels.</summary>
internal static class MailFormats
{
    private static readonly FormatOptions Utf8 = MakeUtf8();

    public static FormatOptions For(MailboxAddress to) => NeedsUtf8(to) ? Utf8 : FormatOptions.Default;

    public static bool NeedsUtf8(MailboxAddress to) => !to.LocalPart.All(char.IsAscii);

    private static FormatOptions MakeUtf8()
    {
        var format = FormatOptions.Default.Clone();
        format.International = true;
        return format;
    }
}
