using System.Globalization;

namespace Gdpr.Sales.Domain;

/// <summary>
/// Lets a whole column of dates say in which order it is written, also where a spreadsheet has mangled some of them.
/// More than one order that reads every value, or none, is a question for a person.
/// </summary>
internal sealed class DateColumn
{
    private static readonly string[][] Orders = [Formats("d", "M"), Formats("M", "d"), ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"]];

    private readonly List<string[]> _possible = [.. Orders];
    private bool _any;

    public void See(string? raw)
    {
        var text = raw?.Trim();
        if (!string.IsNullOrEmpty(text))
        {
            _any = true;
            _possible.RemoveAll(formats => !DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        }
    }

    /// <summary>The formats of the one possible order; null when the column leaves a doubt.</summary>
    public IReadOnlyList<string>? Decide() => !_any ? Orders[2] : _possible.Count == 1 ? _possible[0] : null;

    private static string[] Formats(string first, string second) =>
        [.. from year in (string[])["yyyy", "yy"] from mark in (string[])["/", "-", "."] select $"{first}{mark}{second}{mark}{year}"];
}
