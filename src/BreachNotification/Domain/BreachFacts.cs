namespace Gdpr.BreachNotification.Domain;

/// <summary>Who answers the authority's questions: the DPO or another contact point (Art. 33(3)(b)).</summary>
internal sealed record ContactPoint(string? Name, string? Email, string? Phone);

/// <summary>What is known of a breach (Art. 33(3)(a) to (d), 33(5)); people affected are never named here but by <c>/subjects</c>.</summary>
internal sealed record BreachFacts
{
    public static readonly IReadOnlyList<string> KnownKinds = ["confidentiality", "integrity", "availability"];
    public static readonly IReadOnlyList<string> KnownOrigins = ["malicious", "accidental", "unknown"];

    /// <summary>Art. 33(3)(a).</summary>
    public string? Nature { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }

    public string? Origin { get; init; }

    public IReadOnlyList<string>? SubjectCategories { get; init; }

    public long? ApproximateSubjects { get; init; }

    public IReadOnlyList<string>? DataCategories { get; init; }

    public long? ApproximateRecords { get; init; }

    public ContactPoint? Contact { get; init; }

    /// <summary>Art. 33(3)(c).</summary>
    public string? LikelyConsequences { get; init; }

    /// <summary>Taken or proposed, mitigation included (Art. 33(3)(d)).</summary>
    public string? Measures { get; init; }

    /// <summary>The facts relating to the breach (Art. 33(5)).</summary>
    public string? Circumstances { get; init; }

    public string? Effects { get; init; }

    public string? RemedialAction { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool? CrossBorder { get; init; }

    /// <summary>Takes over what is given; absent fields stay, an empty text clears.</summary>
    public BreachFacts With(BreachFacts given) => new()
    {
        Nature = Text(given.Nature, Nature),
        Kinds = given.Kinds ?? Kinds,
        Origin = Text(given.Origin, Origin),
        SubjectCategories = given.SubjectCategories ?? SubjectCategories,
        ApproximateSubjects = given.ApproximateSubjects ?? ApproximateSubjects,
        DataCategories = given.DataCategories ?? DataCategories,
        ApproximateRecords = given.ApproximateRecords ?? ApproximateRecords,
        Contact = given.Contact ?? Contact,
        LikelyConsequences = Text(given.LikelyConsequences, LikelyConsequences),
        Measures = Text(given.Measures, Measures),
        Circumstances = Text(given.Circumstances, Circumstances),
        Effects = Text(given.Effects, Effects),
        RemedialAction = Text(given.RemedialAction, RemedialAction),
        StartedAt = given.StartedAt ?? StartedAt,
        EndedAt = given.EndedAt ?? EndedAt,
        CrossBorder = given.CrossBorder ?? CrossBorder,
    };

    private static string? Text(string? given, string? held) => given is null ? held : string.IsNullOrWhiteSpace(given) ? null : given;
}
