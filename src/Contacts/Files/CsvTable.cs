using System.Text;
using Sylvan.Data.Csv;

namespace Gdpr.Contacts.Files;

/// <summary>A file of delimited fields.</summary>
internal sealed class CsvTable : IFileTable
{
    private const int LargestRow = 1024 * 1024;
    private const int MostColumns = 1000;
    private static readonly Dictionary<string, string> None = [];
    private readonly CsvDataReader _csv;

    private CsvTable(CsvDataReader csv, IReadOnlyList<string> header)
    {
        _csv = csv;
        Header = header;
    }

    public IReadOnlyList<string> Header { get; }

    public long Row { get; private set; }

    public string? Flaw => _csv.RowFieldCount == Header.Count ? null : "ROW_FIELD_COUNT";

    public IReadOnlyDictionary<string, string> Attributes => None;

    public string this[int column] => SafeCell.Undo(_csv.GetString(column));

    public static async Task<IFileTable> OpenAsync(TextReader text, char delimiter, CancellationToken ct)
    {
        try
        {
            var options = new CsvDataReaderOptions { HasHeaders = false, Delimiter = delimiter, BufferSize = 64 * 1024, MaxBufferSize = LargestRow };
            var csv = await CsvDataReader.CreateAsync(text, options, ct);
            do
            {
                if (!await csv.ReadAsync(ct))
                {
                    throw new UnreadableFile("IMPORT_EMPTY");
                }
            }
            while (IsBlank(csv) || IsNoteForSpreadsheets(csv));
            return csv.RowFieldCount <= MostColumns
                ? new CsvTable(csv, [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetString(i).Trim())])
                : throw new UnreadableFile("IMPORT_COLUMNS_TOO_MANY");
        }
        catch (Exception e) when (Meaning(e) is { } code)
        {
            throw new UnreadableFile(code);
        }
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
            while (IsBlank(_csv));
        }
        catch (Exception e) when (Meaning(e) is { } code)
        {
            throw new UnreadableFile(code, Row + 1);
        }

        Row++;
        return true;
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static bool IsBlank(CsvDataReader csv) => csv.RowFieldCount == 0 || (csv.RowFieldCount == 1 && csv.GetString(0).Length == 0);

    // A first line "sep=;" tells a spreadsheet the delimiter.
    private static bool IsNoteForSpreadsheets(CsvDataReader csv) =>
        csv.RowNumber == 1 && csv.RowFieldCount <= 2 && csv.GetString(0).StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static string? Meaning(Exception e) => e switch
    {
        CsvRecordTooLargeException => "FIELD_TOO_LONG",
        CsvMissingHeadersException => "IMPORT_EMPTY",
        CsvFormatException => "IMPORT_MALFORMED",
        DecoderFallbackException => FileErrors.EncodingWrong.Code,
        _ => null,
    };
}
