using Gdpr.Sales.Domain;
using Sylvan.Data.Csv;

namespace Gdpr.Sales.Features.Importing;

/// <summary>The file is not a table that can be read; nothing of it was imported.</summary>
internal sealed class UnreadableFile(string code, long? row = null) : Exception(code)
{
    public string Code { get; } = code;

    public long? Row { get; } = row;
}

/// <summary>An uploaded file as rows of text under a header, whose columns are known by our names; blank lines do not count.</summary>
internal sealed class SalesTable : IAsyncDisposable
{
    private const int LargestRow = 1024 * 1024;
    private readonly CsvDataReader _csv;
    private readonly int _width;
    private readonly IReadOnlyDictionary<string, int> _ordinals;

    private SalesTable(CsvDataReader csv, IReadOnlyList<string> header, SalesMapping mapping)
    {
        (_csv, _width) = (csv, header.Count);
        _ordinals = mapping.Columns.ToDictionary(c => c.Key, c => OrdinalOf(header, c.Value), StringComparer.Ordinal);
    }

    /// <summary>Number of the present row; the first under the header is 1.</summary>
    public long Row { get; private set; }

    public bool RightLength => _csv.RowFieldCount == _width;

    /// <summary>The cell of one of our fields; null where the file has no such column.</summary>
    public string? this[string field] => _ordinals.TryGetValue(field, out var ordinal) ? _csv.GetString(ordinal) : null;

    public static async Task<SalesTable> OpenAsync(IServiceScopeFactory scopes, ImportJob job, SalesMapping mapping, CancellationToken ct)
    {
        try
        {
            var options = new CsvDataReaderOptions { HasHeaders = false, Delimiter = job.Delimiter![0], BufferSize = 64 * 1024, MaxBufferSize = LargestRow };
            var csv = await CsvDataReader.CreateAsync(ImportFile.Open(scopes, job), options, ct);
            return await csv.ReadAsync(ct)
                ? new SalesTable(csv, [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetString(i).Trim())], mapping)
                : throw new UnreadableFile("IMPORT_EMPTY");
        }
        catch (Exception e) when (Meaning(e) is { } code)
        {
            throw new UnreadableFile(code);
        }
    }

    /// <summary>Which character separates the fields: the one that the first line has most.</summary>
    public static async Task<string> DelimiterAsync(TextReader text, CancellationToken ct)
    {
        var buffer = new char[64 * 1024];
        var read = await text.ReadBlockAsync(buffer, ct);
        var line = new string(buffer, 0, read).TrimStart('\r', '\n').Split('\r', '\n')[0];
        return ((char[])[',', ';', '\t', '|']).MaxBy(c => line.Count(x => x == c)).ToString();
    }

    public async Task<bool> ReadAsync(CancellationToken ct)
    {
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

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static int OrdinalOf(IReadOnlyList<string> header, string name)
    {
        var found = Enumerable.Range(0, header.Count).Where(i => header[i] == name.Trim()).ToList();
        return found.Count switch
        {
            0 => throw new UnreadableFile("IMPORT_COLUMN_MISSING"),
            1 => found[0],
            _ => throw new UnreadableFile("IMPORT_HEADER_DUPLICATE"),
        };
    }

    private static string? Meaning(Exception e) => e switch
    {
        CsvRecordTooLargeException => "FIELD_TOO_LONG",
        CsvMissingHeadersException => "IMPORT_EMPTY",
        CsvFormatException => "IMPORT_MALFORMED",
        _ => null,
    };
}
