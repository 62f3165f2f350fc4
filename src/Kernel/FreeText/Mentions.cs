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

    public static IReadOnlyList<Mention> In(string text, IReadOnlyCollection<Identifier> known)
    {
        var folded = FoldedText.Of(text);
        var found = known.SelectMany(i => Places(folded.Text, i).Select(p => new Mention(folded.Original(p.Start, p.Length), i.Kind))).ToList();

        // One place named in two ways is one place.
        return
        [
            .. TextSpan.Joined(found.Select(m => m.Span))
                .Select(s => new Mention(s, found.Where(m => m.Span.Start >= s.Start && m.Span.End <= s.End).OrderByDescending(m => m.Span.Length).First().Kind)),
        ];
    }

    /// <summary>
    /// Patterns for <c>LIKE</c> over lowered text, of which at least one matches wherever <see cref="In"/> finds something:
    /// letters that an accent may change, and whatever may stand between digits or words, are left open.
    /// </summary>
    public static IReadOnlyList<string> Patterns(IReadOnlyCollection<Identifier> known) => [.. known.SelectMany(PatternsOf).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<TextSpan> Places(string folded, Identifier identifier) => identifier.Kind switch
    {
        IdentifierKind.Email => Words(folded, Regex.Escape(Fold(identifier.Value)), "[a-z0-9._%+-]", "[a-z0-9-]"),
        IdentifierKind.Phone => Phones(folded, identifier.Value),
        IdentifierKind.ExternalId when IdOf(identifier.Value) is { } id => Words(folded, Regex.Escape(Fold(id)), @"[\p{L}\p{N}_-]", @"[\p{L}\p{N}_-]"),
        IdentifierKind.Name => Orders(identifier.Value).SelectMany(o => Words(folded, string.Join(@"[\s,.'’-]{1,3}", o.Select(Regex.Escape)), @"[\p{L}\p{N}]", @"[\p{L}\p{N}]")),
        _ => [],
    };

    private static IEnumerable<TextSpan> Words(string folded, string pattern, string notBefore, string notAfter)
    {
        var (before, after) = (new Regex(notBefore, Plain), new Regex(notAfter, Plain));
        return Regex.Matches(folded, pattern, Plain)
            .Where(m => (m.Index == 0 || !before.IsMatch(folded[(m.Index - 1)..m.Index]))
                && (m.Index + m.Length == folded.Length || !after.IsMatch(folded[(m.Index + m.Length)..(m.Index + m.Length + 1)])))
            .Select(m => new TextSpan(m.Index, m.Length));
    }

    private static IEnumerable<TextSpan> Phones(string folded, string e164)
    {
        var spellings = Spellings(e164);
        return Number().Matches(folded)
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
