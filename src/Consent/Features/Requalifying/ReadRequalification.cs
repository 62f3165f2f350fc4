using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Requalifying;

/// <summary>How a requalification stands, and who was asked how; each person shown is recorded as read.</summary>
internal static class ReadRequalification
{
    internal sealed record Count(AskingRoute Route, AskOutcome Outcome, bool Asked, int People);

    internal sealed record Response(
        Guid Id, string Purpose, RequalificationState State, int AnswerDays, DateTimeOffset CreatedAt, string CreatedBy, int ByMail, int ByPostOrVisit, int Never,
        DateTimeOffset? ApprovedAt, string? ApprovedBy, string? Reason, DateTimeOffset? AskedAllAt, IReadOnlyList<Count> Counts);

    internal sealed record Item(SubjectId SubjectId, AskingRoute Route, string Code, DateTimeOffset? AskedAt, DateTimeOffset? AnswerBy, AskOutcome Outcome);

    internal sealed record Run(Guid Id, string Purpose, RequalificationState State, DateTimeOffset CreatedAt, string CreatedBy, int ByMail, int ByPostOrVisit, int Never, DateTimeOffset? ApprovedAt);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/requalifications", ListAsync).WithName("ListRequalifications").WithSummary("Every requalification, with what was planned: ?after=&limit=");
        api.MapGet("/requalifications/{id:guid}", HandleAsync).WithName(nameof(ReadRequalification)).WithSummary("One requalification with its counts");
        api.MapGet("/requalifications/{id:guid}/people", PeopleAsync).WithName("ListRequalified").WithSummary("Who was asked, or is to be by post or at a visit: ?asked=&waiting=&after=&limit=");
    }

    internal static async Task<Results<Ok<Page<Run>>, ProblemHttpResult>> ListAsync(string? after, int? limit, ConsentDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Requalifications.AsNoTracking().Where(r => r.Id > from).OrderBy(r => r.Id).Take(take + 1)
            .Select(r => new Run(r.Id, r.Purpose, r.State, r.CreatedAt, r.CreatedBy, r.ByMail, r.ByPostOrVisit, r.Never, r.ApprovedAt)).ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, r => r.Id));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Guid id, ConsentDbContext db, CancellationToken ct)
    {
        if (await db.Requalifications.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } r)
        {
            return TypedResults.NotFound();
        }

        var counts = await db.Asks.AsNoTracking().Where(a => a.RunId == id).GroupBy(a => new { a.Route, a.Outcome, Asked = a.AskedAt != null })
            .Select(g => new { g.Key.Route, g.Key.Outcome, g.Key.Asked, People = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            r.Id, r.Purpose, r.State, r.AnswerDays, r.CreatedAt, r.CreatedBy, r.ByMail, r.ByPostOrVisit, r.Never, r.ApprovedAt, r.ApprovedBy, r.Reason, r.AskedAllAt,
            [.. counts.Select(c => new Count(c.Route, c.Outcome, c.Asked, c.People))]));
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> PeopleAsync(
        Guid id, bool? asked, bool? waiting, string? after, int? limit, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.Create(422, "CURSOR_MALFORMED", "The cursor is not one of ours.");
        }

        var take = Paging.Limit(limit);
        var rows = await db.Asks.AsNoTracking()
            .Where(a => a.RunId == id && a.Id > from && (asked == null || asked == (a.AskedAt != null)) && (waiting == null || waiting == (a.Outcome == AskOutcome.Waiting)))
            .OrderBy(a => a.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        var page = Paging.Of(rows, take, a => a.Id);
        foreach (var ask in page.Items)
        {
            db.Audit(http.Actor(), "requalification.read", ask.SubjectId, id);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. page.Items.Select(a => new Item(a.SubjectId, a.Route, a.Code, a.AskedAt, a.AnswerBy, a.Outcome))], page.Next));
    }
}
