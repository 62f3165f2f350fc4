using System.Text.Json;
using Gdpr.Kernel;

namespace Gdpr.BreachNotification.Domain;

/// <summary>The numbers of the ENISA method of 2013, as data with their source.</summary>
internal sealed record SeverityMethod(
    string Formula,
    string Source,
    string Confidence,
    ContextScale Dpc,
    IReadOnlyDictionary<string, decimal> Ei,
    IReadOnlyDictionary<string, decimal> Confidentiality,
    IReadOnlyDictionary<string, decimal> Integrity,
    IReadOnlyDictionary<string, decimal> Availability,
    decimal MaliciousIntent,
    decimal MaxCb,
    int Over100,
    IReadOnlyList<SeverityStep> Levels,
    IReadOnlyDictionary<string, SeveritySuggestion> Suggestions)
{
    private const string None = "none";

    public static SeverityMethod Enisa2013 { get; } = Read();

    /// <summary>SE = DPC x EI + CB, exact: every value is a multiple of a sixteenth.</summary>
    public SeverityScore Score(SeverityQuestion question)
    {
        if (question.Individuals < 0)
        {
            throw new RuleViolation(SeverityErrors.IndividualsNegative);
        }

        var dpc = ContextOf(question);
        var ei = ValueOf(Ei, "ei", question.Ei ?? throw new RuleViolation(SeverityErrors.EiMissing));
        var cb = Math.Min(
            MaxCb,
            ValueOf(Confidentiality, "confidentiality", question.Confidentiality ?? None)
            + ValueOf(Integrity, "integrity", question.Integrity ?? None)
            + ValueOf(Availability, "availability", question.Availability ?? None)
            + (question.Malicious is true ? MaliciousIntent : 0));
        var se = (dpc * ei) + cb;
        var level = Levels.Last(l => se >= l.Min).Level;
        return new SeverityScore(Plain(dpc), Plain(ei), Plain(cb), Plain(se), level, [.. Flags(question)]);
    }

    // Every category present is scored and the highest kept; a stated value is the base after its context.
    private decimal ContextOf(SeverityQuestion question)
    {
        var bases = question.Categories.Select(c => ValueOf(Dpc.Base, "category", c)).ToList();
        if (question.Dpc is { } stated)
        {
            return Math.Clamp(stated, Dpc.Min, Dpc.Max);
        }

        return bases.Count > 0 ? Math.Clamp(bases.Max(), Dpc.Min, Dpc.Max) : throw new RuleViolation(SeverityErrors.CategoryMissing);
    }

    private static SeverityMethod Read()
    {
        using var table = EmbeddedTable.Open("enisa-severity.json");
        return JsonSerializer.Deserialize<SeverityMethod>(table, EmbeddedTable.Json)!;
    }

    private IEnumerable<string> Flags(SeverityQuestion question)
    {
        if (question.Individuals > Over100)
        {
            yield return "over100";
        }

        if (question.Unintelligible is true)
        {
            yield return "unintelligible";
        }
    }

    private static decimal ValueOf(IReadOnlyDictionary<string, decimal> table, string field, string word) =>
        table.TryGetValue(word, out var value) ? value : throw new RuleViolation(SeverityErrors.ValueUnknown(field));

    // One decimal at least and no idle zeros: 2.0, 3.25.
    private static decimal Plain(decimal value) => (value / 1.0000000000000000000000000000m) + 0.0m;
}

/// <summary>Data processing context: one value by category, moved by the context within its range.</summary>
internal sealed record ContextScale(int Min, int Max, IReadOnlyDictionary<string, decimal> Base);

internal sealed record SeverityStep(string Level, decimal Min);

/// <summary>Ours, not ENISA's (the method is older than the GDPR): what a person may consider, never a decision.</summary>
internal sealed record SeveritySuggestion(string Authority, string Subjects);

internal sealed record SeverityScore(decimal Dpc, decimal Ei, decimal Cb, decimal Se, string Level, IReadOnlyList<string> Flags);
