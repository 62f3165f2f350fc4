namespace Gdpr.Contacts.Domain;

internal enum FileKind
{
    Csv,
    VCard,
}

/// <summary>What the sender says of a file; it wins over what is found.</summary>
internal sealed record FileStatement(FileKind? Kind, string? Encoding, string? Delimiter)
{
    public static readonly FileStatement None = new(null, null, null);

    /// <summary>One ASCII character, the reader of the table knows no other: no letter, digit, quote, line end or zero byte.</summary>
    public static bool IsDelimiter(string text) =>
        text is [< (char)128 and not ('"' or '\r' or '\n' or '\0') and var one] && !char.IsAsciiLetterOrDigit(one);
}
