using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Files;

/// <summary>Decides from the beginning of a text what kind of file it is and how its fields are separated.</summary>
internal static class FileHead
{
    public const int Length = 64 * 1024;

    public static async Task<FileFormat> FormatAsync(TextReader text, string encoding, FileStatement stated, CancellationToken ct)
    {
        var buffer = new char[Length];
        int read;
        try
        {
            read = await text.ReadBlockAsync(buffer, ct);
        }
        catch (System.Text.DecoderFallbackException)
        {
            throw new UnreadableFile(FileErrors.EncodingWrong.Code);
        }

        var head = new string(buffer, 0, read);
        var kind = stated.Kind ?? (IsVCard(head) ? FileKind.VCard : FileKind.Csv);
        return new FileFormat(kind, encoding, kind == FileKind.VCard ? null : stated.Delimiter ?? Delimiters.Guess(head));
    }

    public static bool IsVCard(string head) =>
        head.AsSpan().TrimStart("\uFEFFï»¿ \r\n\t").StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase);
}
