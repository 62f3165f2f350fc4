namespace Gdpr.Kernel.Intake;

/// <summary>Forgives one slip (a letter missing, doubled, wrong or swapped) in a word long enough to be still itself.</summary>
internal static class Spelling
{
    private const int LongStem = 6;
    private const int LongWord = 7;

    internal static bool IsWord(string word, string expected) =>
        word == expected || (expected.Length >= LongWord && Math.Abs(word.Length - expected.Length) <= 1 && word[0] == expected[0] && IsOneSlip(word, expected));

    internal static bool StartsWith(string word, string stem)
    {
        if (word.StartsWith(stem, StringComparison.Ordinal))
        {
            return true;
        }

        if (stem.Length < LongStem || word.Length < LongStem - 1 || word[0] != stem[0])
        {
            return false;
        }

        for (var length = stem.Length - 1; length <= Math.Min(stem.Length + 1, word.Length); length++)
        {
            if (IsOneSlip(word.AsSpan(0, length), stem))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneSlip(ReadOnlySpan<char> word, ReadOnlySpan<char> expected)
    {
        var same = word.CommonPrefixLength(expected);
        var rest = word[same..];
        var wanted = expected[same..];
        return (rest.Length - wanted.Length) switch
        {
            0 => rest.IsEmpty || rest[1..].SequenceEqual(wanted[1..]) || IsSwap(rest, wanted),
            1 => rest[1..].SequenceEqual(wanted),
            -1 => rest.SequenceEqual(wanted[1..]),
            _ => false,
        };
    }

    private static bool IsSwap(ReadOnlySpan<char> rest, ReadOnlySpan<char> wanted) =>
        rest.Length > 1 && rest[0] == wanted[1] && rest[1] == wanted[0] && rest[2..].SequenceEqual(wanted[2..]);
}
