using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.Reading;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Assigning;

/// <summary>What waits for a person, request by request: whose role it is, who took it, until when.</summary>
internal static class ListTasks
{
    /// <param name="About">Name of a target or key of a fact; empty when it is the request as a whole.</param>
    internal sealed record Item(
        Guid RequestId, string Reference, RightRequested Right, string Code, string About, string Role, string? Owner, DateTimeOffset? DueAt, bool Overdue, bool EndsByItself);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tasks", Handle).WithSummary("What needs a person, by role and due date");

    internal static async Task<IResult> Handle(
        SubjectRightsDbContext db, StatedFacts facts, string? role, string? owner, string? after, int? limit, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await Needing(db, last, take + 1, ct);
        var page = Paging.Of(rows, take, r => r.CorrelationId);
        var stored = await TasksOf(db, page.Items, ct);
        var known = await facts.KnownAsync(ct);
        var items = page.Items.SelectMany(row => OpenTask.Of(row, [.. stored[row.CorrelationId]], known.MissingFor(row), db.Now)
            .Select(t => Of(row, t, db.Now)));
        return TypedResults.Ok(new Page<Item>(
            [.. items.Where(t => (role is null || t.Role == role) && (owner is null || t.Owner == owner)).OrderBy(t => t.DueAt ?? DateTimeOffset.MaxValue)], page.Next));
    }

    private static Task<List<SubjectRequest>> Needing(SubjectRightsDbContext db, Guid last, int take, CancellationToken ct)
    {
        var now = db.Now;
        return db.Requests.AsNoTracking()
            .Where(r => r.CorrelationId > last)
            .Where(r => (RequestStates.Open.Contains(r.CurrentState)
                    && (r.CurrentState == RequestStates.AwaitingReview
                        || r.Right == RightRequested.Access
                        || r.Code == "SUBJECT_AMBIGUOUS"
                        || (r.ExtendedDueAt ?? r.DueAt) < now
                        || r.Targets.Any(t => t.Status == ReportStatus.NeedsHuman || t.Status == ReportStatus.Failed || t.Mentions > 0)))
                || db.Tasks.Any(t => t.RequestId == r.CorrelationId && t.Raised && t.DoneAt == null))
            .OrderBy(r => r.CorrelationId)
            .Take(take)
            .ToListAsync(ct);
    }

    private static async Task<ILookup<Guid, RequestTask>> TasksOf(SubjectRightsDbContext db, IReadOnlyList<SubjectRequest> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.CorrelationId).ToList();
        return (await db.Tasks.AsNoTracking().Where(t => ids.Contains(t.RequestId)).ToListAsync(ct)).ToLookup(t => t.RequestId);
    }

    private static Item Of(SubjectRequest row, OpenTask task, DateTimeOffset now) => new(
        row.CorrelationId,
        row.Reference,
        row.Right,
        task.Code,
        task.About,
        task.Role,
        task.Owner,
        ReadRequest.Local(row, task.DueAt),
        task.DueAt < now,
        !task.Raised);
}
