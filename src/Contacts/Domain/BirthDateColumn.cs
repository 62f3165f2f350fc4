using System.Globalization;

namespace Gdpr.Contacts.Domain;

/// <summary>
/// Lets a whole column of dates say in which order it is written. More than one order that reads every value, or none,
/// is a question for a person: guessing would give people wrong birth dates.
/// </summary>
internal sealed class BirthDateColumn
{
    private static readonly string[][] Orders =
    [
        ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"],
        ["M/d/yyyy", "M-d-yyyy", "M.d.yyyy"],
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"],
    ];

    private readonly List<string[]> _possible = [.. Orders];
    private bool _any;

    public void See(string? raw)
    {
        var text = raw?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        _any = true;
        _possible.RemoveAll(formats => !DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    /// <summary>The formats of the one possible order; null when the column leaves a doubt.</summary>
    public IReadOnlyList<string>? Decide() => !_any ? Orders[2] : _possible.Count == 1 ? _possible[0] : null;
}
