namespace Gdpr.Contacts.Files;

/// <summary>
/// A cell that no spreadsheet takes for a formula, and back: what begins like one, or like an escaped one, gets an
/// apostrophe before it. E.164 numbers stay as they are.
/// </summary>
internal static class SafeCell
{
    private const string Formulas = "=+-@\t\r";

    public static string Of(string value) => IsFormula(value) || IsEscaped(value) ? "'" + value : value;

    public static string Undo(string cell) => IsEscaped(cell) ? cell[1..] : cell;

    // Apostrophes before a formula are layers: one is added and one is taken away.
    private static bool IsEscaped(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell.AsSpan().TrimStart('\''));

    private static bool IsFormula(ReadOnlySpan<char> value) => value.Length > 0 && Formulas.Contains(value[0])
        && !(value[0] == '+' && value.Length > 1 && value[1..].IndexOfAnyExceptInRange('0', '9') < 0);
}
