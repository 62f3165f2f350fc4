using System.Text.RegularExpressions;

namespace Gdpr.Kernel.Rights;

/// <summary>Orders the ways to give and withdraw consent by what they ask of the person (Art. 7(3): withdrawing is as easy as giving).</summary>
internal static partial class Effort
{
    // What asks for more than the act itself; two is an act that takes some words.
    private const int Barrier = 3;
    private const int Unknown = 4;

    // The dearest way named decides.
    private static readonly (Regex Way, int Weight)[] Ways =
    [
        (Recorded(), 7), (InPerson(), 6), (OnPaper(), 5), (ByVoice(), Unknown), (BehindDoor(), Barrier), (InWords(), 2), (Steps(), 2), (ByAct(), 1),
    ];

    /// <summary>The same words, or "same form", ask the same, whatever they are.</summary>
    public static bool IsAsEasy(string given, string withdraw) =>
        string.Equals(given.Trim(), withdraw.Trim(), StringComparison.OrdinalIgnoreCase) || Same().IsMatch(withdraw) || Of(withdraw) <= Of(given);

    internal static int Of(string way)
    {
        var words = Denied().Replace(way.ToLowerInvariant(), string.Empty);
        var weight = Ways.Where(w => w.Way.IsMatch(words)).Select(w => w.Weight).DefaultIfEmpty(Unknown).Max();

        // "One click web form" is one click, a link is one wherever it stands; five clicks are not.
        return weight < Barrier && OneStep().IsMatch(words) && !Steps().IsMatch(words) ? 1 : weight;
    }

    [GeneratedRegex(@"\b(no|without|not|never)\s+(an?\s+|any\s+|need(ing)?\s+(for\s+)?)?(log-?in|login|account|sign(ing)?[ -]in|password|identity document|id)\b")]
    private static partial Regex Denied();

    [GeneratedRegex(@"\b(registered|recorded|certified)[ -](letter|post|mail|delivery)\b")]
    private static partial Regex Recorded();

    [GeneratedRegex(@"\b(in person|at (the|a|our) (shop|store|office|desk|branch)|appointment)\b")]
    private static partial Regex InPerson();

    [GeneratedRegex(@"\b(letters?|post|postal|fax|paper|in writing|written request|identity (document|card)|id card|passport)\b")]
    private static partial Regex OnPaper();

    [GeneratedRegex(@"\b(tele)?(phone|phoning)\b|\bcall(s|ing)?\b|\bhotline\b")]
    private static partial Regex ByVoice();

    [GeneratedRegex(@"\b(log-?in|log(ging)? in|account|sign(ing)?[ -]in|password|captcha)\b")]
    private static partial Regex BehindDoor();

    [GeneratedRegex(@"\b(e-?mails?|sms|text message|form|reply|replying|stop|app|chat)\b")]
    private static partial Regex InWords();

    [GeneratedRegex(@"\b(two|three|four|five|six|seven|eight|nine|ten|several|many|[2-9]|\d\d+)[ -](clicks?|steps?|pages?|screens?)\b")]
    private static partial Regex Steps();

    [GeneratedRegex(@"\b(click(s|ing)?|links?|tick(ed|ing)?|box(es)?|checkbox|button|toggle|switch|unsubscribe|opt-?(in|out)|tap)\b")]
    private static partial Regex ByAct();

    [GeneratedRegex(@"\b(one|1|single)[ -](click|tap|step)\b|\b(link|button|toggle|switch|unsubscribe|checkbox|tick(ed)?)\b")]
    private static partial Regex OneStep();

    [GeneratedRegex(@"^\s*(the\s+)?same\b", RegexOptions.IgnoreCase)]
    private static partial Regex Same();
}
