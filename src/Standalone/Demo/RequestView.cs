namespace Gdpr.Standalone.Demo;

/// <summary>A request as <c>GET /api/subject-rights/requests/{id}</c> shows it to integrators.</summary>
internal sealed record RequestView(
    Guid Id,
    string Reference,
    string Right,
    string Status,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? ExtendedDueAt,
    ClockView Clock,
    string? Code,
    DateTimeOffset? AnsweredAt,
    IReadOnlyList<TargetView> Targets)
{
    public bool Ended => Status is "Completed" or "PartiallyCompleted" or "Refused" or "Cancelled";
}

internal sealed record ClockView(bool Paused, bool Disputable, bool Late, IReadOnlyList<string> Steps);

internal sealed record TargetView(
    string Name,
    string Kind,
    string Phase,
    string Status,
    string Outcome,
    string? Assurance,
    bool Verified,
    int Attempts,
    string? Code,
    IReadOnlyList<DatumView> Data);

internal sealed record DatumView(string DataClass, int Count, string Outcome, string? Ground, DateOnly? Until);
