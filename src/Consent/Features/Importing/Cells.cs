using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sylvan.Data.Csv;

namespace Gdpr.Consent.Features.Importing;

/// <summary>One row by the names of its columns; an empty cell is none. The same object for every row: it holds no more than one.</summary>
internal abstract class Cells : IAsyncDisposable
{
    public abstract string? this[string column] { get; }

    public abstract bool Has(string column);

    public abstract Task<bool> ReadAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    public static async Task<Cells> OpenAsync(Stream body, bool lines, CancellationToken ct)
    {
        var text = new StreamReader(body, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        try
        {
            return lines ? new LineCells(text) : new CsvCells(await CsvDataReader.CreateAsync(
                text, new CsvDataReaderOptions { MaxBufferSize = 1024 * 1024, HeaderComparer = StringComparer.OrdinalIgnoreCase }, ct));
        }
        catch (Exception e) when (e is CsvMissingHeadersException)
        {
            throw new RowRefused("", "IMPORT_EMPTY");
        }
    }

    private sealed class CsvCells(CsvDataReader csv) : Cells
    {
        private readonly Dictionary<string, int> _columns = Enumerable.Range(0, csv.FieldCount)
            .GroupBy(i => csv.GetName(i).Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);

        public override string? this[string column] =>
            _columns.TryGetValue(column, out var i) && i < csv.RowFieldCount && csv.GetString(i).Trim() is { Length: > 0 } value ? value : null;

        public override bool Has(string column) => _columns.ContainsKey(column);

        public override Task<bool> ReadAsync(CancellationToken ct) => csv.ReadAsync(ct);

        public override ValueTask DisposeAsync() => csv.DisposeAsync();
    }

    private sealed class LineCells(StreamReader text) : Cells
    {
        private const int LongestLine = 1024 * 1024;
        private static readonly JsonDocumentOptions OnceEach = new() { AllowDuplicateProperties = false };
        private readonly char[] _buffer = new char[16 * 1024];
        private JsonObject _row = [];
        private int _at;
        private int _read;

        public override string? this[string column] => _row[column]?.ToString() is { Length: > 0 } value ? value : null;

        // Only our own contract is written as lines.
        public override bool Has(string column) => column is "purpose" or "decision";

        public override async Task<bool> ReadAsync(CancellationToken ct)
        {
            while (await LineAsync(ct) is { } line)
            {
                if (line.Trim().Length > 0)
                {
                    _row = Parse(line);
                    return true;
                }
            }

            return false;
        }

        public override ValueTask DisposeAsync()
        {
            text.Dispose();
            return ValueTask.CompletedTask;
        }

        // A line that does not end must not fill the memory.
        private async Task<string?> LineAsync(CancellationToken ct)
        {
            var line = new StringBuilder();
            while (_at < _read || await FillAsync(ct))
            {
                var end = Array.IndexOf(_buffer, '\n', _at, _read - _at);
                line.Append(_buffer, _at, (end < 0 ? _read : end) - _at);
                _at = end < 0 ? _read : end + 1;
                if (line.Length > LongestLine)
                {
                    throw new RowRefused("", "IMPORT_LINE_TOO_LONG");
                }

                if (end >= 0)
                {
                    return line.ToString();
                }
            }

            return line.Length > 0 ? line.ToString() : null;
        }

        private async Task<bool> FillAsync(CancellationToken ct)
        {
            (_at, _read) = (0, await text.ReadAsync(_buffer, ct));
            return _read > 0;
        }

        private static JsonObject Parse(string line)
        {
            try
            {
                return JsonNode.Parse(line, documentOptions: OnceEach) as JsonObject ?? [];
            }
            catch (JsonException)
            {
                return [];
            }
        }
    }
}
