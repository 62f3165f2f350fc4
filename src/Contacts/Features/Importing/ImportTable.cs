using Gdpr.Contacts.Domain;
using Sylvan.Data.Csv;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>The file is not a table that can be read; nothing of it was imported.</summary>
internal sealed class UnreadableFile(string code, long? row = null) : Exception(code)
{
    public string Code { get; } = code;

    public long? Row { get; } = row;
}

/// <summary>An uploaded file as rows of text under a header; blank lines do not count.</summary>
internal sealed class ImportTable : IAsyncDisposable
{
    private const int LargestRow = 1024 * 1024;
    private readonly CsvDataReader _csv;
    private bool _held;

    private ImportTable(CsvDataReader csv, IReadOnlyList<string> header)
    {
        _csv = csv;
        Header = header;
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>Number of the present row; the first under the header is 1.</summary>
    public long Row { get; private set; }

    public bool RightLength => _csv.RowFieldCount == Header.Count;

    public string this[int column] => _csv.GetString(column);

    public static async Task<ImportTable> OpenAsync(IServiceScopeFactory scopes, ImportJob job, CancellationToken ct)
    {
        try
        {
            var options = new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = job.Delimiter![0],
                BufferSize = 64 * 1024,
                MaxBufferSize = LargestRow,
            };
            var csv = await CsvDataReader.CreateAsync(ImportFile.Open(scopes, job), options, ct);
            if (!await csv.ReadAsync(ct))
            {
                throw new UnreadableFile("IMPORT_EMPTY");
            }

            return new ImportTable(csv, [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetString(i).Trim())]);
        }
        catch (Exception e) when (Meaning(e) is { } code)
        {
            throw new UnreadableFile(code);
        }
    }

    /// <summary>Which character separates the fields: the one that the first line has most outside quotes.</summary>
    public static async Task<string> DelimiterAsync(TextReader text, CancellationToken ct)
    {
        var buffer = new char[64 * 1024];
        var read = await text.ReadBlockAsync(buffer, ct);
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var quoted = false;
        foreach (var c in buffer.AsSpan(0, read).TrimStart("\r\n"))
        {
            quoted ^= c == '"';
            if (!quoted && c is '\r' or '\n')
            {
                break;
            }

            if (!quoted && counts.TryGetValue(c, out var count))
            {
                counts[c] = count + 1;
            }
        }

        return counts.MaxBy(c => c.Value).Key.ToString();
    }

    public async Task<bool> ReadAsync(CancellationToken ct)
    {
        if (_held)
        {
            _held = false;
            return true;
        }

        try
        {
            do
            {
                if (!await _csv.ReadAsync(ct))
                {
                    return false;
                }
            }
            while (_csv.RowFieldCount == 0 || (_csv.RowFieldCount == 1 && _csv.GetString(0).Length == 0));
        }
        catch (Exception e) when (Meaning(e) is { } code)
        {
            throw new UnreadableFile(code, Row + 1);
        }

        Row++;
        return true;
    }

    /// <summary>Leaves the present row for the next reading.</summary>
    public void Hold() => _held = true;

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static string? Meaning(Exception e) => e switch
    {
        CsvRecordTooLargeException => "FIELD_TOO_LONG",
        CsvMissingHeadersException => "IMPORT_EMPTY",
        CsvFormatException => "IMPORT_MALFORMED",
        _ => null,
    };
}
