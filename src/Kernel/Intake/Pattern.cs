using System.Globalization;

namespace Gdpr.Kernel.Intake;

/// <summary>
/// A phrase as the rules write it: words in order, <c>a|b</c> for either, <c>stem*</c> for any ending, <c>$name</c> for
/// a list of words, <c>word?</c> for one that may be missing, <c>..4</c> for up to four words between, <c>^</c> and
/// <c>$</c> alone for the ends of the text. Never looks past a sentence.
/// </summary>
internal sealed class Pattern
{
    private readonly Element[] elements;

    internal Pattern(string text, IReadOnlyDictionary<string, string> lists)
    {
        elements = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(e => Element.Parse(e, lists))];
    }

    /// <summary>The last word of a match that begins at a word; none when there is none.</summary>
    internal int? EndFrom(IReadOnlyList<Word> words, int start) => Match(words, start, start, 0, start - 1);

    private int? Match(IReadOnlyList<Word> words, int start, int at, int element, int last)
    {
        if (element == elements.Length)
        {
            return last >= start ? last : null;
        }

        var e = elements[element];
        switch (e.Kind)
        {
            case ElementKind.Start:
                return at == 0 ? Match(words, start, at, element + 1, last) : null;
            case ElementKind.End:
                return at == words.Count ? Match(words, start, at, element + 1, last) : null;
            case ElementKind.Gap:
                return AfterGap(words, start, at, element, last);
            default:
                var taken = at < words.Count && words[at].Sentence == words[start].Sentence && e.Takes(words[at].Plain)
                    ? Match(words, start, at + 1, element + 1, at)
                    : null;
                return taken ?? (e.Optional ? Match(words, start, at, element + 1, last) : null);
        }
    }

    private int? AfterGap(IReadOnlyList<Word> words, int start, int at, int element, int last)
    {
        for (var skipped = 0; skipped <= elements[element].Most && at + skipped < words.Count; skipped++)
        {
            if (Match(words, start, at + skipped, element + 1, last) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private enum ElementKind
    {
        Word,
        Gap,
        Start,
        End,
    }

    private sealed record Element(ElementKind Kind, int Most, bool Optional, string[] Exact, string[] Stems)
    {
        internal static Element Parse(string text, IReadOnlyDictionary<string, string> lists)
        {
            if (text is "^" or "$")
            {
                return new Element(text == "^" ? ElementKind.Start : ElementKind.End, 0, false, [], []);
            }

            if (text.StartsWith("..", StringComparison.Ordinal))
            {
                return new Element(ElementKind.Gap, int.Parse(text.AsSpan(2), CultureInfo.InvariantCulture), false, [], []);
            }

            var words = text.TrimEnd('?').Split('|').SelectMany(w => w[0] == '$' ? lists[w[1..]].Split('|') : [w]).ToList();
            return new Element(
                ElementKind.Word,
                0,
                text.EndsWith('?'),
                [.. words.Where(w => !w.EndsWith('*'))],
                [.. words.Where(w => w.EndsWith('*')).Select(w => w[..^1])]);
        }

        internal bool Takes(string word) =>
            Array.Exists(Exact, e => Spelling.IsWord(word, e)) || Array.Exists(Stems, s => Spelling.StartsWith(word, s));
    }
}
