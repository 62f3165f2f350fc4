namespace Gdpr.Contacts.Domain;

/// <summary>Whether two names may be one person's: typing errors, an initial, the words in another order.</summary>
internal static class NameLikeness
{
    private const int ShortestForErrors = 6;

    /// <summary>Names as they are searched: lower case, without accents.</summary>
    public static bool IsLike(string? one, string? other)
    {
        if (one is null || other is null)
        {
            return false;
        }

        var (a, b) = (Words(one), Words(other));
        return a.SequenceEqual(b)
            || (a.Length == b.Length && a.Length > 1 && a.Zip(b).All(p => p.First == p.Second || IsInitial(p.First, p.Second) || IsInitial(p.Second, p.First)))
            || (Math.Min(one.Length, other.Length) >= ShortestForErrors && Errors(one, other) <= (one.Length > 12 ? 2 : 1));
    }

    private static string[] Words(string name) => [.. name.Split([' ', '-', '.', '\''], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static bool IsInitial(string initial, string word) => initial.Length == 1 && word[0] == initial[0];

    // The least number of letters put in, left out or changed.
    private static int Errors(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
