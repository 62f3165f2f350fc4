using System.Collections.Frozen;

namespace Gdpr.Kernel.Intake;

/// <summary>
/// Reads a letter or mail in French or English and proposes which rights it exercises (Arts. 15 to 22 need no form and no
/// article number). It decides nothing: a person confirms.
/// </summary>
public static class FreeTextIntake
{
    public const int MostCharacters = 10_000;

    private const double Least = 0.5;
    private const double Most = 0.98;
    private const int LongestQuote = 160;
    private static readonly IReadOnlyList<ReadyRule> Rules = ReadyRule.Load();
    private static readonly FrozenSet<string> French = FrozenSet.ToFrozenSet(
        ["le", "les", "des", "du", "et", "je", "vous", "mes", "mon", "ma", "ne", "pas", "que", "qui", "pour", "est", "une", "votre", "vos", "merci", "bonjour", "sur", "au", "aux", "j", "de"]);

    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
        ["the", "and", "of", "to", "my", "you", "i", "please", "not", "that", "is", "are", "your", "me", "with", "for", "have", "it", "hello", "dear", "this"]);

    public static IntakeReading Propose(string text)
    {
        var words = Words.Of(text.Length > MostCharacters ? text[..MostCharacters] : text);
        var found = Overruling.Settle([.. Rules.Where(r => r.Applies(words)).SelectMany(r => Find(r, words))]);
        var proposals = found
            .GroupBy(f => f.Rule.Right)
            .Select(g => (Turn: g.MinBy(f => f.First)!.Turn(words), Proposal: Proposal(g.Key, [.. g.OrderBy(f => f.First)], words, text)))
            .Where(p => p.Proposal.Confidence >= Least)
            .OrderBy(p => p.Turn)
            .Select(p => p.Proposal);
        return new IntakeReading(LanguageOf(words), [.. proposals]);
    }

    private static IEnumerable<Finding> Find(ReadyRule rule, IReadOnlyList<Word> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (rule.Phrase.EndFrom(words, at) is { } last && !rule.IsTakenBack(words, at))
            {
                yield return new Finding(rule.Rule, at, last, words[at].Sentence);
                at = last;
            }
        }
    }

    // Several phrases support each other; none makes certain.
    private static IntakeProposal Proposal(IntakeRight right, IReadOnlyList<Finding> found, IReadOnlyList<Word> words, string text)
    {
        var doubt = found.DistinctBy(f => f.Rule.Id).Aggregate(1.0, (left, f) => left * (1 - f.Rule.Sure));
        var evidence = found.Select(f => new IntakeEvidence(Quote(text, words[f.First].At, words[f.Last].End), words[f.First].At, f.Rule.Id));
        return new IntakeProposal(right, RequestOf(right), Math.Round(Math.Min(Most, 1 - doubt), 2), [.. evidence.DistinctBy(e => e.Words)]);
    }

    private static string Quote(string text, int from, int to) => text[from..Math.Min(to, from + LongestQuote)];

    private static RightRequested? RequestOf(IntakeRight right) => right switch
    {
        IntakeRight.Access => RightRequested.Access,
        IntakeRight.Rectification => RightRequested.Rectification,
        IntakeRight.Erasure => RightRequested.Erasure,
        IntakeRight.Restriction => RightRequested.Restriction,
        IntakeRight.Portability => RightRequested.Portability,
        IntakeRight.AutomatedDecision => RightRequested.AutomatedDecision,
        IntakeRight.ConsentWithdrawal => null,
        _ => RightRequested.Objection,
    };

    private static string? LanguageOf(IReadOnlyList<Word> words)
    {
        var (french, english) = (words.Count(w => French.Contains(w.Plain)), words.Count(w => English.Contains(w.Plain)));
        return french == english ? null : french > english ? "fr" : "en";
    }
}
