namespace Gdpr.Web.Cases;

/// <summary>A case as the API tells it to whoever holds its secret link; it does not say who the person is.</summary>
public sealed record CaseView(
    string Reference,
    string Right,
    string Status,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? AnsweredAt,
    IReadOnlyList<CaseTarget> Targets)
{
    /// <summary><c>identity</c> while the person has not said that the request is theirs.</summary>
    public string? Asked { get; init; }
}

public sealed record CaseTarget(
    string Name, string Kind, string Status, string Outcome, bool Verified, string? Code, IReadOnlyList<KeptDatum> Kept);

public sealed record KeptDatum(string DataClass, int Count, string? Ground, DateOnly? Until);
