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
}
