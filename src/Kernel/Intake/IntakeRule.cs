using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Intake;

/// <summary>A row of <c>intake-words.json</c>: words that several phrases share.</summary>
internal sealed record IntakeWords(string Name, string Words);

/// <summary>A row of <c>intake-rules.json</c>.</summary>
/// <param name="Sure">How sure the phrase alone is.</param>
/// <param name="Negated">The phrase says itself what is not wanted: no further look for a negation.</param>
/// <param name="Needs">A word that must stand somewhere in the text.</param>
/// <param name="UnlessBefore">Words that, just before the phrase, make it another's.</param>
internal sealed record IntakeRule(
    string Id, IntakeRight Right, string Phrase, double Sure, bool Negated = false, string? Needs = null, string? UnlessBefore = null);

internal sealed record ReadyRule(IntakeRule Rule, Pattern Phrase, Pattern? Needs, IReadOnlyList<string> UnlessBefore)
{
    internal static IReadOnlyList<ReadyRule> Load()
    {
        var lists = LawTable.Read<IntakeWords>("intake-words.json").ToDictionary(l => l.Name, l => l.Words, StringComparer.Ordinal);
        return
        [
            .. LawTable.Read<IntakeRule>("intake-rules.json").Select(r => new ReadyRule(
                r, new Pattern(r.Phrase, lists), r.Needs is null ? null : new Pattern(r.Needs, lists), r.UnlessBefore?.Split('|') ?? [])),
        ];
    }

    internal bool Applies(IReadOnlyList<Word> words) =>
        Needs is null || Enumerable.Range(0, words.Count).Any(at => Needs.EndFrom(words, at) is not null);

    internal bool IsTakenBack(IReadOnlyList<Word> words, int at) =>
        (at > 0 && UnlessBefore.Contains(words[at - 1].Plain)) || (!Rule.Negated && Negation.TakesBack(words, at));
}
