namespace Gdpr.BreachNotification.Domain;

/// <summary>Something that the law asks and the file does not say yet; <c>wherePossible</c> ones may stay open (Art. 33(3)(a)).</summary>
internal sealed record MissingFact(string Field, string Article, bool WherePossible)
{
    /// <summary>What a complete notification says.</summary>
    public static IReadOnlyList<MissingFact> ForAuthority(BreachFacts f) =>
    [
        .. Of(
            (f.Nature is null, new MissingFact("nature", "33(3)(a)", false)),
            (f.SubjectCategories is not { Count: > 0 }, new MissingFact("subjectCategories", "33(3)(a)", true)),
            (f.ApproximateSubjects is null, new MissingFact("approximateSubjects", "33(3)(a)", true)),
            (f.DataCategories is not { Count: > 0 }, new MissingFact("dataCategories", "33(3)(a)", true)),
            (f.ApproximateRecords is null, new MissingFact("approximateRecords", "33(3)(a)", true)),
            (!Reachable(f.Contact), new MissingFact("contact", "33(3)(b)", false)),
            (f.LikelyConsequences is null, new MissingFact("likelyConsequences", "33(3)(c)", false)),
            (f.Measures is null, new MissingFact("measures", "33(3)(d)", false))),
    ];

    /// <summary>What the register says of every breach, notified or not.</summary>
    public static IReadOnlyList<MissingFact> ForRegister(BreachFacts f) =>
    [
        .. Of(
            (f.Circumstances is null, new MissingFact("circumstances", "33(5)", false)),
            (f.Effects is null, new MissingFact("effects", "33(5)", false)),
            (f.RemedialAction is null, new MissingFact("remedialAction", "33(5)", false))),
    ];

    private static IEnumerable<MissingFact> Of(params (bool Missing, MissingFact Fact)[] facts) => facts.Where(f => f.Missing).Select(f => f.Fact);

    private static bool Reachable(ContactPoint? contact) =>
        contact is not null && !(string.IsNullOrWhiteSpace(contact.Email) && string.IsNullOrWhiteSpace(contact.Phone));
}
