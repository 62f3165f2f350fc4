namespace Gdpr.Contacts.Files;

/// <summary>The file is not a table that can be read; nothing of it was imported.</summary>
internal sealed class UnreadableFile(string code, long? row = null) : Exception(code)
{
    public string Code { get; } = code;

    public long? Row { get; } = row;
}
