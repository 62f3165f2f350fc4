using FluentValidation;
using Gdpr.BreachNotification.Domain;

namespace Gdpr.BreachNotification.Features.Documenting;

/// <summary>What facts may look like, wherever they are given.</summary>
internal sealed class FactsRules : AbstractValidator<BreachFacts>
{
    private const int MostText = 10_000;
    private const int MostWords = 50;

    public FactsRules()
    {
        foreach (var text in (System.Linq.Expressions.Expression<Func<BreachFacts, string?>>[])
            [f => f.Nature, f => f.LikelyConsequences, f => f.Measures, f => f.Circumstances, f => f.Effects, f => f.RemedialAction])
        {
            RuleFor(text).MaximumLength(MostText).WithErrorCode("TEXT_TOO_LONG");
        }

        RuleForEach(f => f.Kinds).Must(k => BreachFacts.KnownKinds.Contains(k)).WithErrorCode("BREACH_KIND_UNKNOWN");
        RuleFor(f => f.Origin).Must(o => string.IsNullOrEmpty(o) || BreachFacts.KnownOrigins.Contains(o)).WithErrorCode("ORIGIN_UNKNOWN");
        RuleFor(f => f.SubjectCategories).Must(AreWords).WithErrorCode("CATEGORIES_INVALID");
        RuleFor(f => f.DataCategories).Must(AreWords).WithErrorCode("CATEGORIES_INVALID");
        RuleFor(f => f.ApproximateSubjects).GreaterThanOrEqualTo(0).WithErrorCode("COUNT_NEGATIVE");
        RuleFor(f => f.ApproximateRecords).GreaterThanOrEqualTo(0).WithErrorCode("COUNT_NEGATIVE");
        RuleFor(f => f.Contact).Must(c => c is null || new[] { c.Name, c.Email, c.Phone }.All(t => t is null or { Length: <= 320 })).WithErrorCode("CONTACT_INVALID");
        RuleFor(f => f.EndedAt).Must((f, end) => end is null || f.StartedAt is null || f.StartedAt <= end).WithErrorCode("DATES_OUT_OF_ORDER");
    }

    private static bool AreWords(IReadOnlyList<string>? words) =>
        words is null || (words.Count <= MostWords && words.All(w => w is { Length: > 0 and <= 200 }));
}
