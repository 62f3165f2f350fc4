using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Files;

/// <summary>Finds the character that separates the fields: the one by which the lines of a sample agree with the first.</summary>
internal static class Delimiters
{
    private const string Candidates = ",;\t|";

    // Seldom separators and often parts of words: only where no usual one is found and every line agrees.
    private const string Seldom = "^~:";
    private const int MostLines = 50;

    public static string Guess(string head)
    {
        var text = head.TrimStart('\r', '\n', '\uFEFF');
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && FileStatement.IsDelimiter(text[4].ToString()))
        {
            return text[4].ToString();
        }

        var usual = Candidates.MaxBy(c => Agreement(text, c));
        return Agreement(text, usual) > 0 ? usual.ToString() : Seldom.Where(c => AllAgree(Counts(text, c))).Append(usual).First().ToString();
    }

    private static bool AllAgree(List<int> lines) => lines.Count > 1 && lines[0] > 0 && lines.TrueForAll(n => n == lines[0]);

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
