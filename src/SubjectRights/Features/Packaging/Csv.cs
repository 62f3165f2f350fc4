using System.Text;
using Gdpr.Platform.Participation;

namespace Gdpr.SubjectRights.Features.Packaging;

/// <summary>Writes a table as RFC 4180 CSV whose cells no spreadsheet takes for formulas.</summary>
internal static class Csv
{
    private const string Dangerous = "=+-@\t\r";

    public static string Write(ExportTable table)
    {
        var text = new StringBuilder();
        Line(text, table.Columns);
        foreach (var row in table.Rows)
        {
            Line(text, row);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return string.Empty;
        }

        // What looks escaped already is escaped once more, so that our own import gives back what was there.
        var marked = IsFormula(value) || (value[0] == '\'' && IsFormula(value.AsSpan().TrimStart('\'')));
        var safe = marked ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 || marked ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // E.164 numbers begin with a plus and stay readable by our own import: only digits follow.
    private static bool IsFormula(ReadOnlySpan<char> value) => value.Length > 0 && Dangerous.Contains(value[0])
        && !(value[0] == '+' && value.Length > 1 && value[1..].IndexOfAnyExceptInRange('0', '9') < 0);
}
