using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Reading;

/// <summary>Shows the file of a breach with its clocks, what is still missing, and what was sent to whom.</summary>
internal static class ReadBreach
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/breaches/{id:guid}", HandleAsync)
            .WithName(nameof(ReadBreach))
            .WithSummary("Read a breach");

    internal static async Task<Ok<BreachView>> HandleAsync(
        Guid id, BreachNotificationDbContext db, ReminderSettings reminders, HttpContext http, CancellationToken ct)
    {
        var breach = await db.BreachAsync(id, ct);
        db.Audit(http.Actor(), "breach.read", reference: id);
        await db.SaveChangesAsync(ct);
        http.SetETag(breach.Version);
        var place = Jurisdiction.Of(breach.Country);
        var french = http.WantsFrench();
        var clock = ClockView.Of(breach.AuthorityClock(), french, breach.Hours());
        return TypedResults.Ok(new BreachView(
            breach.Id,
            breach.Reference,
            breach.State.ToString(),
            breach.ControllerId,
            breach.Country,
            place.LocalTime(breach.OpenedAt),
            Timeline(breach, place),
            clock?.DueAt,
            clock?.LatestArguableDueAt,
            clock?.Late,
            breach.IsOverdue(db.Now),
            clock,
            ClockView.Of(breach.ComplementClock(), french),
            ClockView.Of(breach.SubjectsClock(), french),
            breach.Risk is { } risk ? new RiskView(risk.Word(), breach.RiskReason!, breach.RiskDecidedBy!, place.LocalTime(breach.RiskDecidedAt!.Value)) : null,
            breach.Facts,
            [.. MissingFact.ForAuthority(breach.Facts), .. MissingFact.ForRegister(breach.Facts)],
            await NotificationsAsync(db, id, place, ct),
            await AssessmentsAsync(db, id, place, ct),
            [.. (await db.ProcessorNotices.AsNoTracking().Where(n => n.BreachId == id).OrderBy(n => n.Id).ToListAsync(ct)).Select(n => ProcessorNoticeView.Of(n, place))],
            await RemindersAsync(db, id, place, reminders, ct),
            await db.Subjects.CountAsync(s => s.BreachId == id, ct),
            breach.ClosedAt is { } closed ? new ClosureView(place.LocalTime(closed), breach.CloseReason, Json(breach.SubjectsTold), breach.KeepUntil) : null));
    }

    private static TimelineView Timeline(Breach b, Jurisdiction place) => new(
        Local(b.DetectedAt, place), Local(b.InvestigationStart, place), Local(b.AwareAt, place), b.AwareDecidedBy, Local(b.AwareDecidedAt, place), b.AwareReason, Local(b.ProcessorAwareAt, place));

    private static async Task<IReadOnlyList<NotificationView>> NotificationsAsync(BreachNotificationDbContext db, Guid id, Jurisdiction place, CancellationToken ct) =>
        [.. (await db.Notifications.AsNoTracking().Where(n => n.BreachId == id).OrderBy(n => n.Id).ToListAsync(ct)).Select(n => new NotificationView(
            n.Id, AuthorityNotification.Kinds.Single(k => k.Value == n.Kind).Key, n.Authority, place.LocalTime(n.At), n.AuthorityReference, n.Complete, n.Late, n.DelayReasons, n.RecordedBy))];

    private static async Task<IReadOnlyList<AssessmentView>> AssessmentsAsync(BreachNotificationDbContext db, Guid id, Jurisdiction place, CancellationToken ct) =>
        [.. (await db.Assessments.AsNoTracking().Where(a => a.BreachId == id).OrderBy(a => a.Id).ToListAsync(ct)).Select(a => new AssessmentView(
            a.Id, a.Score, a.Level, a.Flags?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [], Json(a.Input), a.ComparableCase, a.Risk?.Word(), a.Reason, a.DecidedBy, place.LocalTime(a.At)))];

    private static async Task<IReadOnlyList<ReminderView>> RemindersAsync(
        BreachNotificationDbContext db, Guid id, Jurisdiction place, ReminderSettings settings, CancellationToken ct) =>
        [.. (await db.Reminders.AsNoTracking().Where(r => r.BreachId == id).OrderBy(r => r.DueAt).ThenBy(r => r.Id).ToListAsync(ct)).Select(r => new ReminderView(
            r.Clock, r.Step, r.Role, place.LocalTime(r.DueAt), Local(r.SentAt, place), Local(r.CancelledAt, place),
            r is { SentAt: null, CancelledAt: null } && string.IsNullOrWhiteSpace(settings.Roles.GetValueOrDefault(r.Role))))];

    private static DateTimeOffset? Local(DateTimeOffset? at, Jurisdiction place) => at is { } known ? place.LocalTime(known) : null;

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);
}
