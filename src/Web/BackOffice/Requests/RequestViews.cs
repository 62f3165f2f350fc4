namespace Gdpr.Web.BackOffice.Requests;

public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);

public sealed record BoardItem(Guid Id, string Reference, string Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt);

public sealed record CaseDetails(
    Guid Id, string Reference, string Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? ExtendedDueAt,
    ClockView Clock, int? Matches, DateTimeOffset? AnsweredAt, IReadOnlyList<TargetView> Targets);

public sealed record ClockView(bool Paused, bool Disputable, bool Late, IReadOnlyList<string> Steps);

public sealed record TargetView(string Name, string Kind, string Phase, string Status, string Outcome, bool Verified, int Attempts, string? Code);

public sealed record PreviewView(bool Complete, IReadOnlyList<PreviewItem> Items);

public sealed record PreviewItem(string Target, string DataClass, int Count, string Outcome, string? Ground, DateOnly? Until);

public sealed record HistoryView(IReadOnlyList<HistoryItem> Items);

public sealed record HistoryItem(DateTimeOffset At, string Actor, string Code, string? Reason);
