using System.Globalization;
using System.Text;

namespace Gdpr.Kernel.Intake;

/// <summary>Cuts a letter into words, sentences and clauses; what it quotes of earlier mails is left out.</summary>
internal static class Words
{
    private static readonly string[] QuoteStarts =
        ["-----message d'origine", "-----original message", "________________________________", "--- forwarded message", "début du message transféré"];

    internal static IReadOnlyList<Word> Of(string text)
    {
        var words = new List<Word>();
        var (sentence, clause) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            if (IsLineStart(text, at) && Quotes(text, at) is var skip && skip > 0)
            {
                at += skip;
                (sentence, clause) = (sentence + 1, clause + 1);
            }
            else if (char.IsLetterOrDigit(text[at]))
            {
                var length = LengthOf(text, at);
                words.Add(new Word(Plain(text.AsSpan(at, length)), at, length, sentence, clause));
                at += length;
            }
            else
            {
                clause += EndsClause(text, at) ? 1 : 0;
                sentence += EndsSentence(text, at, words) ? 1 : 0;
                at++;
            }
        }

        return words;
    }

    private static bool IsLineStart(string text, int at) => at == 0 || text[at - 1] == '\n';

    // A quoted line is skipped; the head of a forwarded or answered mail ends the person's own words.
    private static int Quotes(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        var line = (end < 0 ? text.AsSpan(at) : text.AsSpan(at, end - at + 1)).Trim();
        if (line.StartsWith(">"))
        {
            return end < 0 ? text.Length - at : end - at + 1;
        }

        foreach (var start in QuoteStarts)
        {
            if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return text.Length - at;
            }
        }

        var answered = (line.StartsWith("Le ", StringComparison.Ordinal) && line.EndsWith("a écrit :", StringComparison.OrdinalIgnoreCase))
            || (line.StartsWith("On ", StringComparison.Ordinal) && line.EndsWith("wrote:", StringComparison.OrdinalIgnoreCase));
        return answered ? text.Length - at : 0;
    }

    // "don't" is one word that says "not"; every other apostrophe separates: "d'accès", "n'effacez".
    private static int LengthOf(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || CharUnicodeInfo.GetUnicodeCategory(text[end]) == UnicodeCategory.NonSpacingMark))
        {
            end++;
        }

        var contracted = end > at + 1 && end + 1 < text.Length && text[end - 1] is 'n' or 'N' && IsApostrophe(text[end]) && text[end + 1] is 't' or 'T'
            && (end + 2 == text.Length || !char.IsLetterOrDigit(text[end + 2]));
        return contracted ? end + 2 - at : end - at;
    }

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02BC' or '`' or '\u00B4';

    private static bool EndsClause(string text, int at) => text[at] is ',' or ';' or ':' or '(' or ')' || text[at] is '.' or '!' or '?' or '\u2026' || IsBlankLine(text, at);

    private static bool EndsSentence(string text, int at, List<Word> words) =>
        text[at] is '!' or '?' or '\u2026'
        || (text[at] == '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])) && !(words.Count > 0 && words[^1].Plain is "art" or "arts" or "mr" or "mme" or "m"))
        || IsBlankLine(text, at);

    private static bool IsBlankLine(string text, int at)
    {
        if (text[at] != '\n')
        {
            return false;
        }

        var next = at + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
        {
            next++;
        }

        return next < text.Length && text[next] == '\n';
    }

    private static string Plain(ReadOnlySpan<char> word)
    {
        if (word.Length > 2 && IsApostrophe(word[^2]))
        {
            return "not";
        }

        var plain = new StringBuilder(word.Length);
        foreach (var c in word.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c switch { 'œ' or 'Œ' => "oe", 'æ' or 'Æ' => "ae", _ => char.ToLowerInvariant(c).ToString() });
            }
        }

        return plain.ToString();
    }
}
