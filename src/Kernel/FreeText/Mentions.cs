using System.Text;
using System.Text.RegularExpressions;
using Gdpr.Kernel.Identifiers;
using PhoneNumbers;

namespace Gdpr.Kernel.FreeText;

/// <summary>A place in a text where somebody seems to be named, and by what.</summary>
public readonly record struct Mention(TextSpan Span, IdentifierKind Kind);

/// <summary>
/// Finds in words written by people where a person is named: by address, by telephone number however it is grouped, by
/// customer number, by full name in either order, with or without accents. It proposes; a person decides.
/// </summary>
public static partial class Mentions
{
    /// <summary>Shorter customer numbers are found in every second text.</summary>
    private const int ShortestExternalId = 4;
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static IReadOnlyList<Mention> In(string text, IReadOnlyCollection<Identifier> known) => new MentionSearch(known).In(text);

    /// <summary>
    /// Patterns for <c>LIKE</c> over lowered text, of which at least one matches wherever <see cref="In"/> finds something:
    /// letters that an accent may change, and whatever may stand between digits or words, are left open.
    /// </summary>
    public static IReadOnlyList<string> Patterns(IReadOnlyCollection<Identifier> known) => [.. known.SelectMany(PatternsOf).Distinct(StringComparer.Ordinal)];

    /// <summary>How places that name somebody by this identifier are found in folded text.</summary>
    internal static IReadOnlyList<Func<string, IEnumerable<TextSpan>>> Finders(Identifier identifier) => identifier.Kind switch
    {
        IdentifierKind.Email => [Words(Fold(identifier.Value), Regex.Escape(Fold(identifier.Value)), "[a-z0-9._%+-]", "[a-z0-9-]")],
        IdentifierKind.Phone => [Phones(identifier.Value)],
        IdentifierKind.ExternalId when IdOf(identifier.Value) is { } id => [Words(Fold(id), Regex.Escape(Fold(id)), @"[\p{L}\p{N}_-]", @"[\p{L}\p{N}_-]")],
        IdentifierKind.Name => [.. Orders(identifier.Value).Select(o => Words(o[0], string.Join(@"[\s,.'’-]{1,3}", o.Select(Regex.Escape)), @"[\p{L}\p{N}]", @"[\p{L}\p{N}]"))],
        _ => [],
    };

    // Most texts do not even hold the word: they cost no expression.
    private static Func<string, IEnumerable<TextSpan>> Words(string word, string pattern, string notBefore, string notAfter)
    {
        var whole = new Lazy<Regex>(() => new Regex(pattern, Plain));
        var (before, after) = (new Lazy<Regex>(() => new Regex(notBefore, Plain)), new Lazy<Regex>(() => new Regex(notAfter, Plain)));
        return folded => !folded.Contains(word, StringComparison.Ordinal) ? [] : whole.Value.Matches(folded)
            .Where(m => (m.Index == 0 || !before.Value.IsMatch(folded[(m.Index - 1)..m.Index]))
                && (m.Index + m.Length == folded.Length || !after.Value.IsMatch(folded[(m.Index + m.Length)..(m.Index + m.Length + 1)])))
            .Select(m => new TextSpan(m.Index, m.Length));
    }

    private static Func<string, IEnumerable<TextSpan>> Phones(string e164)
    {
        var spellings = Spellings(e164);
        return folded => Number().Matches(folded)
            .Where(m => spellings.Contains(string.Concat(m.Value.Where(char.IsAsciiDigit))))
            .Select(m => new TextSpan(m.Index, m.Length));
    }

    private static string[] Spellings(string e164)
    {
        var (code, rest) = Parts(e164);
        return [code + rest, "00" + code + rest, "0" + rest, $"{code}0{rest}", .. rest.Length >= 8 ? [rest] : (string[])[]];
    }

    private static (string Code, string National) Parts(string e164)
    {
        try
        {
            var number = PhoneNumberUtil.GetInstance().Parse(e164, null);
            return (number.CountryCode.ToString(System.Globalization.CultureInfo.InvariantCulture), PhoneNumberUtil.GetInstance().GetNationalSignificantNumber(number));
        }
        catch (NumberParseException)
        {
            return (string.Empty, e164.TrimStart('+'));
        }
    }

    // A name of one word names nobody. "Ann Lee Moss" is found as "Moss Ann Lee" and as "Lee Moss Ann" too.
    private static IEnumerable<string[]> Orders(string name)
    {
        var words = Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? [] : words.Length == 2
            ? [words, [words[1], words[0]]]
            : [words, [words[^1], .. words[..^1]], [.. words[1..], words[0]]];
    }

    private static string? IdOf(string value) =>
        value.IndexOf(':', StringComparison.Ordinal) is var colon && value.Length - colon - 1 >= ShortestExternalId ? value[(colon + 1)..] : null;

    private static string Fold(string value) => FoldedText.Of(value).Text;

    private static IEnumerable<string> PatternsOf(Identifier identifier) => identifier.Kind switch
    {
        IdentifierKind.Email => [Open(identifier.Value, IsPlain)],
        IdentifierKind.Phone => [$"%{string.Join('%', Parts(identifier.Value).National.ToCharArray())}%"],
        IdentifierKind.ExternalId when IdOf(identifier.Value) is { } id => [Open(id.ToLowerInvariant(), IsPlain)],
        IdentifierKind.Name => Orders(identifier.Value).Select(o => Open(string.Join(' ', o), IsSteady)),
        _ => [],
    };

    private static string Open(string folded, Func<char, bool> steady)
    {
        var pattern = new StringBuilder("%");
        foreach (var c in folded)
        {
            if (steady(c))
            {
                pattern.Append(c);
            }
            else if (pattern[^1] != '%')
            {
                pattern.Append('%');
            }
        }

        return (pattern[^1] == '%' ? pattern : pattern.Append('%')).ToString();
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '+';

    // Letters that stay what they are under any accent of a European language, and signs that LIKE takes as they are.
    private static bool IsSteady(char c) => c is 'b' or 'f' or 'm' or 'p' or 'q' or 'v' or 'x' or '@' or '.' or '+' or (>= '0' and <= '9');

    [GeneratedRegex(@"(?<![0-9])\+?\(?[0-9](?:[ .\-/()\u00a0]{0,2}[0-9]){5,17}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
