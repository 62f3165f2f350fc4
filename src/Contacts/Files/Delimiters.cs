namespace Gdpr.Contacts.Files;

/// <summary>Finds the character that separates the fields: the one by which the lines of a sample agree with the first.</summary>
internal static class Delimiters
{
    private const string Candidates = ",;\t|";
    private const int MostLines = 50;

    public static bool IsPossible(string delimiter) => delimiter is [not ('"' or '\r' or '\n' or '\0')];

    public static string Guess(string head)
    {
        var text = head.TrimStart('\r', '\n', '\uFEFF');
        return text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && IsPossible(text[4].ToString())
            ? text[4].ToString()
            : Candidates.MaxBy(c => Agreement(text, c)).ToString();
    }

    private static double Agreement(string text, char delimiter)
    {
        var lines = Counts(text, delimiter);
        return lines.Count == 0 ? 0 : lines[0] * (double)lines.Count(n => n == lines[0]) / lines.Count;
    }

    private static List<int> Counts(string text, char delimiter)
    {
        var counts = new List<int>();
        var (quoted, count, filled) = (false, 0, false);
        foreach (var c in text)
        {
            quoted ^= c == '"';
            if (quoted || c is not ('\r' or '\n'))
            {
                count += !quoted && c == delimiter ? 1 : 0;
                filled = true;
                continue;
            }

            if (filled)
            {
                counts.Add(count);
            }

            (count, filled) = (0, false);
            if (counts.Count == MostLines)
            {
                return counts;
            }
        }

        // A last line that the sample may have cut counts only when it is all there is.
        if (counts.Count == 0 && filled)
        {
            counts.Add(count);
        }

        return counts;
    }
}
