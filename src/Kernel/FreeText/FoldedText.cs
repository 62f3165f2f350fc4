using System.Globalization;
using System.Text;

namespace Gdpr.Kernel.FreeText;

/// <summary>A text as it is compared: lower case, without accents; each letter knows where it stood.</summary>
internal sealed class FoldedText
{
    private readonly List<int> _places = [];

    private FoldedText(string original)
    {
        var folded = new StringBuilder(original.Length);
        for (var i = 0; i < original.Length; i++)
        {
            Add(original, ref i, folded);
        }

        _places.Add(original.Length);
        Text = folded.ToString();
    }

    public string Text { get; }

    public static FoldedText Of(string original) => new(original);

    /// <summary>Where a piece of the folded text stands in the original, accents that follow its last letter included.</summary>
    public TextSpan Original(int start, int length) => new(_places[start], _places[start + length] - _places[start]);

    private void Add(string original, ref int i, StringBuilder folded)
    {
        var start = i;
        if (char.IsAscii(original[i]))
        {
            folded.Append(char.ToLowerInvariant(original[i]));
            _places.Add(start);
            return;
        }

        string piece;
        if (char.IsHighSurrogate(original[i]) && i + 1 < original.Length && char.IsLowSurrogate(original[i + 1]))
        {
            piece = original.Substring(i++, 2);
        }
        else
        {
            // Half of a pair cannot be normalised; nobody's name is written with it.
            piece = char.IsSurrogate(original[i]) ? "?" : original[i].ToString();
        }

        foreach (var c in piece.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
                _places.Add(start);
            }
        }
    }
}
