using System.Text.Json;

namespace Gdpr.Web.BackOffice.Breaches;

public sealed record BreachItem(Guid Id, string Reference, string Status, DateTimeOffset? DueAt, string? Risk);

public sealed record BreachMade(Guid Id);

public sealed record BreachView(
    Guid Id, string Reference, string Status, string Country, DateTimeOffset OpenedAt, TimelineView Timeline, DateTimeOffset? DueAt,
    ClockView? Clock, ClockView? Complement, RiskView? Risk, FactsView Facts, IReadOnlyList<MissingView> Missing,
    IReadOnlyList<NotificationView> Notifications, IReadOnlyList<AssessmentView> Assessments, IReadOnlyList<ProcessorNoticeView> ProcessorNotices, int SubjectsNamed, ClosureView? Closure)
{
    /// <summary>As the room names it; a change says which version it saw.</summary>
    public string Version { get; init; } = string.Empty;
}

public sealed record TimelineView(
    DateTimeOffset? DetectedAt, DateTimeOffset? InvestigationStart, DateTimeOffset? AwareAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason);

public sealed record ClockView(DateTimeOffset? DueAt, bool? Late);

public sealed record RiskView(string Level, string Reason, string DecidedBy, DateTimeOffset DecidedAt);

public sealed record ContactView(string? Name, string? Email, string? Phone);

public sealed record FactsView
{
    public string? Nature { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }

    public string? Origin { get; init; }

    public IReadOnlyList<string>? SubjectCategories { get; init; }

    public long? ApproximateSubjects { get; init; }

    public IReadOnlyList<string>? DataCategories { get; init; }

    public long? ApproximateRecords { get; init; }

    public ContactView? Contact { get; init; }

    public string? LikelyConsequences { get; init; }

    public string? Measures { get; init; }

    public string? Circumstances { get; init; }

    public string? Effects { get; init; }

    public string? RemedialAction { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool? CrossBorder { get; init; }
}

public sealed record MissingView(string Field, string Article, bool WherePossible);

public sealed record NotificationView(
    string Kind, string Authority, DateTimeOffset At, string? AuthorityReference, bool Complete, bool? Late, string? DelayReasons);

public sealed record AssessmentView(
    decimal? Se, string? Level, JsonElement? Input, string? ComparableCase, string? Risk, string? Reason, string? DecidedBy, DateTimeOffset At)
{
    /// <summary>What the method was given, without what was not said.</summary>
    public IEnumerable<(string Name, string Value)> Given => Input is { ValueKind: JsonValueKind.Object } input
        ? input.EnumerateObject()
            .Where(p => p.Value.ValueKind != JsonValueKind.Null && !(p.Value.ValueKind == JsonValueKind.Array && p.Value.GetArrayLength() == 0))
            .Select(p => (p.Name, p.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", p.Value.EnumerateArray()) : p.Value.ToString()))
        : [];
}

public sealed record ProcessorNoticeView(string Processor, DateTimeOffset ProcessorAwareAt, DateTimeOffset ToldAt, int ContractHours, DateTimeOffset DueAt, bool Late);

public sealed record NamedView(Guid SubjectId, string Capacity, string? Note, DateTimeOffset NamedAt);

public sealed record ClosureView(DateTimeOffset At, string? Reason, SubjectsToldView? Subjects, DateOnly? KeepUntil);

public sealed record SubjectsToldView(DateTimeOffset? At, string? Means, long? Number, string? Exemption, string? Evidence);

public sealed record RegisterLine(long Sequence, DateTimeOffset At, string Code, string Actor, JsonElement? Content)
{
    public string? Reason => Content is { } content ? ReasonIn(content) : null;

    private static string? ReasonIn(JsonElement said) => said.ValueKind != JsonValueKind.Object ? null : said.EnumerateObject()
        .Select(p => p.Name switch
        {
            "reason" or "delayReasons" when p.Value.ValueKind == JsonValueKind.String => p.Value.GetString(),
            "statement" or "telling" => ReasonIn(p.Value),
            _ => null,
        })
        .FirstOrDefault(r => r is not null);
}
