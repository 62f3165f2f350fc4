using Gdpr.Kernel;
using Gdpr.Kernel.Calendars;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>One request with each target's own state; nothing in it says who the person is.</summary>
internal static class ReadRequest
{
    internal sealed record Response(
        Guid Id,
        string Reference,
        RightRequested Right,
        string Status,
        DateTimeOffset ReceivedAt,
        DateTimeOffset? DueAt,
        DateTimeOffset? ExtendedDueAt,
        Clock Clock,
        string? Code,
        int? Matches,
        long? LedgerSequence,
        DateTimeOffset? AnsweredAt,
        IReadOnlyList<string>? Scope,
        DateTimeOffset? SecondCheckAt,
        DateTimeOffset? CameBackAt,
        IReadOnlyList<Warning> Warnings,
        IReadOnlyList<Target> Targets);

    /// <param name="Level">50, 75, 90 (percent of the time gone), overdue, or the code of an alarm.</param>
    /// <param name="Mailed">False where no address of the DPO is known, or a higher level left in the same moment.</param>
    internal sealed record Warning(string Level, DateTimeOffset At, DateTimeOffset? DueAt, bool Mailed);

    internal sealed record Clock(DateTimeOffset? InternalTargetAt, bool Paused, bool Disputable, bool Late, IReadOnlyList<string> Steps);

    internal sealed record Target(
        string Name,
        string Kind,
        ParticipationPhase Phase,
        ReportStatus Status,
        Outcome Outcome,
        Assurance? Assurance,
        bool Verified,
        int Attempts,
        string? Code,
        IReadOnlyList<Datum> Data);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/requests/{id:guid}", Handle).WithSummary("One request, its clock and its targets");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var warnings = await db.Warnings.AsNoTracking().Where(w => w.RequestId == id).ToListAsync(ct);
        http.SetETag(row.Version);
        return TypedResults.Ok(Of(row, warnings, db.Now, http.WantsFrench()));
    }

    internal static Response Of(SubjectRequest row, IReadOnlyList<DeadlineWarning> warnings, DateTimeOffset now, bool french) => new(
        row.CorrelationId,
        row.Reference,
        row.Right,
        row.CurrentState,
        row.ReceivedAt,
        Local(row, row.DueAt),
        Local(row, row.ExtendedDueAt),
        ClockOf(row, now, french),
        row.Code,
        row.Matches > 1 ? row.Matches : null,
        row.LedgerSequence,
        row.AnsweredAt,
        row.Scope is null ? null : row.DataClasses,
        row.SecondCheckAt,
        row.CameBackAt,
        [.. warnings.OrderBy(w => w.At).ThenBy(w => w.Level, StringComparer.Ordinal).Select(w => new Warning(w.Level, w.At, Local(row, w.DueAt), w.MailId is not null))],
        [.. row.Targets.OrderBy(t => t.Kind == TargetKinds.Connection).ThenBy(t => t.Name, StringComparer.Ordinal).Select(Of)]);

    /// <summary>What is known best of each datum: the check, else the act, else the search.</summary>
    internal static IReadOnlyList<Datum> DataOf(RequestTarget target)
    {
        if (!target.Verified && target.VerifiedData.Count > 0)
        {
            return target.VerifiedData;
        }

        return target.Acted.Count > 0 ? target.Acted : target.Located;
    }

    /// <summary>A due date is read in the local time of the place whose calendar it follows.</summary>
    internal static DateTimeOffset? Local(SubjectRequest row, DateTimeOffset? at) => at is { } instant ? Jurisdiction.Of(row.Country).LocalTime(instant) : null;

    private static Target Of(RequestTarget t) => new(
        t.Name,
        t.Kind,
        t.Phase,
        t.Status,
        t.Outcome,
        t.Phase == ParticipationPhase.Done || t.Acted.Count > 0 ? t.Assurance : null,
        t.Verified,
        t.Attempts,
        t.Code,
        DataOf(t));

    private static Clock ClockOf(SubjectRequest row, DateTimeOffset now, bool french)
    {
        var clock = Sagas.Road.ClockOf(row, row.ExtendedDueAt is not null);
        return new Clock(
            clock.InternalTargetAt,
            row.PausedFrom is not null && row.PausedUntil is null && clock.PauseAccepted is true,
            clock.Disputable,
            (row.AnsweredAt ?? now) > (clock.DueAt ?? DateTimeOffset.MaxValue),
            [.. clock.Steps.Select(s => french ? s.Fr : s.En)]);
    }
}
