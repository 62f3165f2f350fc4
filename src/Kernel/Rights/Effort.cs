namespace Gdpr.Kernel.Rights;

/// <summary>Orders the ways to give and withdraw consent by what they ask of the person (Art. 7(3): withdrawing is as easy as giving).</summary>
internal static class Effort
{
    // The dearest way named decides; "one click web form" is one click.
    private static readonly (string Word, int Weight)[] Ways =
    [
        ("registered", 7), ("in person", 6), ("letter", 5), ("post", 5), ("identity document", 5),
        ("telephone", 4), ("phone", 4), ("call", 4), ("login", 3), ("account", 3), ("sign in", 3),
        ("e-mail", 2), ("email", 2), ("sms", 2), ("form", 2), ("click", 1), ("link", 1), ("tick", 1), ("box", 1),
    ];

    private static readonly string[] OneStep = ["one click", "one-click", "1 click", "1-click"];

    public static int Of(string way)
    {
        var words = way.ToLowerInvariant();
        var ways = Ways.Where(w => words.Contains(w.Word, StringComparison.Ordinal)).Select(w => w.Weight).DefaultIfEmpty(4).Max();
        return ways <= 2 && Array.Exists(OneStep, words.Contains) ? 1 : ways;
    }
}
