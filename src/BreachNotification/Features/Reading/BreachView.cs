using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Deadlines;
using Gdpr.Kernel.Law;

namespace Gdpr.BreachNotification.Features.Reading;

/// <summary>The whole file of a breach as staff see it.</summary>
internal sealed record BreachView(
    Guid Id,
    string Reference,
    string Status,
    string? ControllerId,
    string Country,
    DateTimeOffset OpenedAt,
    TimelineView Timeline,
    DateTimeOffset? DueAt,
    DateTimeOffset? LatestArguableDueAt,
    bool? Late,
    bool Overdue,
    ClockView? Clock,
    ClockView? Complement,
    ClockView? SubjectsClock,
    RiskView? Risk,
    BreachFacts Facts,
    IReadOnlyList<MissingFact> Missing,
    IReadOnlyList<NotificationView> Notifications,
    IReadOnlyList<AssessmentView> Assessments,
    IReadOnlyList<ProcessorNoticeView> ProcessorNotices,
    IReadOnlyList<ReminderView> Reminders,
    int SubjectsNamed,
    ClosureView? Closure);

/// <summary>Detection, inquiry and awareness, kept apart: only the last starts the clock.</summary>
internal sealed record TimelineView(
    DateTimeOffset? DetectedAt,
    DateTimeOffset? InvestigationStart,
    DateTimeOffset? AwareAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Reason,
    DateTimeOffset? ProcessorAwareAt);

/// <summary>A clock with its sum in words; <c>law</c> is the dated parameter that gave the hours.</summary>
internal sealed record ClockView(
    DateTimeOffset? DueAt, DateTimeOffset? LatestArguableDueAt, bool? Late, bool? DelayReasonsRequired, IReadOnlyList<string> Steps, LawParameter? Law)
{
    public static ClockView? Of(DeadlineAnswer? answer, bool french, LawParameter? law = null) => answer is null
        ? null
        : new ClockView(
            answer.DueAt, answer.LatestArguableDueAt, answer.Late, answer.DelayReasonsRequired, [.. answer.Steps.Select(s => french ? s.Fr : s.En)], law);
}

internal sealed record RiskView(string Level, string Reason, string DecidedBy, DateTimeOffset DecidedAt);

internal sealed record NotificationView(
    Guid Id, string Kind, string Authority, DateTimeOffset At, string? AuthorityReference, bool Complete, bool? Late, string? DelayReasons, string RecordedBy);

internal sealed record AssessmentView(
    Guid Id, decimal? Se, string? Level, IReadOnlyList<string> Flags, JsonNode? Input, string? ComparableCase, string? Risk, string? Reason, string? DecidedBy, DateTimeOffset At);

internal sealed record ProcessorNoticeView(
    string Processor, DateTimeOffset ProcessorAwareAt, DateTimeOffset ToldAt, int ContractHours, DateTimeOffset DueAt, bool Late)
{
    public static ProcessorNoticeView Of(ProcessorNotice notice, Jurisdiction place) => new(
        notice.Processor,
        place.LocalTime(notice.ProcessorAwareAt),
        place.LocalTime(notice.ToldAt),
        notice.ContractHours,
        place.LocalTime(notice.DueAt()),
        notice.Late());
}

/// <summary><c>addressMissing</c>: the role has no address, so the mail waits (<c>Gdpr:BreachNotification:Roles</c>).</summary>
internal sealed record ReminderView(
    string Clock, string Step, string Role, DateTimeOffset DueAt, DateTimeOffset? SentAt, DateTimeOffset? CancelledAt, bool AddressMissing);

internal sealed record ClosureView(DateTimeOffset At, string? Reason, JsonNode? Subjects, DateOnly? KeepUntil);
