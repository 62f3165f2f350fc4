using System.Buffers;
using System.Text;

namespace Gdpr.Contacts.Files;

/// <summary>One line of a CSV file (RFC 4180) whose cells no spreadsheet takes for formulas.</summary>
internal static class CsvLine
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;|\t\"\r\n'");

    public static string Of(IEnumerable<string?> cells, char delimiter) =>
        new StringBuilder().AppendJoin(delimiter, cells.Select(Cell)).Append("\r\n").ToString();

    private static string Cell(string? value)
    {
        var safe = SafeCell.Of(value ?? string.Empty);
        return safe.AsSpan().IndexOfAny(Quoted) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
