using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Files;

/// <summary>A file as rows of text under a header, one at a time; blank lines do not count.</summary>
internal interface IFileTable : IAsyncDisposable
{
    IReadOnlyList<string> Header { get; }

    /// <summary>Number of the present row; the first under the header is 1.</summary>
    long Row { get; }

    /// <summary>Why the present row cannot be read; null when it can.</summary>
    string? Flaw { get; }

    /// <summary>Fields that the present row has under names of its own.</summary>
    IReadOnlyDictionary<string, string> Attributes { get; }

    string this[int column] { get; }

    Task<bool> ReadAsync(CancellationToken ct);
}

/// <summary>How a file is written.</summary>
internal sealed record FileFormat(FileKind Kind, string Encoding, string? Delimiter)
{
    public Task<IFileTable> OpenAsync(TextReader text, CancellationToken ct) =>
        Kind == FileKind.VCard ? Task.FromResult<IFileTable>(new VCardTable(text)) : CsvTable.OpenAsync(text, Delimiter![0], ct);
}
