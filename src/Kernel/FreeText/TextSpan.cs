namespace Gdpr.Kernel.FreeText;

/// <summary>A piece of a text, counted in UTF-16 units as every client counts.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>What stands where something was taken out.</summary>
    public const string Blank = "[…]";

    public int End => Start + Length;

    public bool IsIn(string text) => Start >= 0 && Length > 0 && Start <= text.Length - Length;

    public string Of(string text) => text.Substring(Start, Length);

    /// <summary>The text with a mark instead of each span; spans that overlap become one.</summary>
    public static string Redact(string text, IEnumerable<TextSpan> spans)
    {
        foreach (var span in Joined(spans.Where(s => s.IsIn(text))).Reverse())
        {
            text = string.Concat(text.AsSpan(0, span.Start), Blank, text.AsSpan(span.End));
        }

        return text;
    }

    /// <summary>In the order of the text, without overlap.</summary>
    public static IReadOnlyList<TextSpan> Joined(IEnumerable<TextSpan> spans)
    {
        var joined = new List<TextSpan>();
        foreach (var span in spans.OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (joined.Count > 0 && span.Start < joined[^1].End)
            {
                joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].End, span.End) - joined[^1].Start };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }
}
