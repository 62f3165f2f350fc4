using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Planning;

/// <summary>Campaigns, how far each has come, and each send with its decision.</summary>
internal static class ReadCampaigns
{
    internal sealed record Item(Guid Id, string Name, Channel Channel, string Purpose, CampaignState State, DateTimeOffset CreatedAt);

    internal sealed record Tally(SendState State, string? Code, int Count);

    internal sealed record Response(
        Guid Id,
        string Name,
        Channel Channel,
        string Purpose,
        CampaignState State,
        string? Trouble,
        Guid TemplateId,
        Guid? SegmentId,
        int? AfterConsentHours,
        Guid? PreflightId,
        DateTimeOffset? LaunchedAt,
        string? LaunchedBy,
        DateTimeOffset? StartAt,
        DateTimeOffset? EndedAt,
        bool Prepared,
        int Forgotten,
        IReadOnlyList<Tally> Sends);

    internal sealed record SendItem(
        Guid Id, SubjectId SubjectId, SendState State, string? Code, string? RuleId, string? Evidence, DateTimeOffset? DecidedAt, DateTimeOffset? StartedAt, DateTimeOffset? SentAt, int Attempts);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/", List).WithName("ListCampaigns").WithSummary("Campaigns, oldest first: ?after=&limit=");
        api.MapGet("/{id:guid}", Handle).WithName(nameof(ReadCampaigns)).WithSummary("A campaign and how far it has come");
        api.MapGet("/{id:guid}/sends", Sends).WithName("ListSends").WithSummary("What was sent to whom on which decision: ?state=&after=&limit=");
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> List(string? after, int? limit, CampaignsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Campaigns.AsNoTracking().Where(c => c.Id > from).OrderBy(c => c.Id).Take(take + 1)
            .Select(c => new Item(c.Id, c.Name, c.Channel, c.Purpose, c.State, c.CreatedAt)).ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, c => c.Id));
    }

    internal static async Task<Ok<Response>> Handle(Guid id, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var c = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.CampaignNotFound);
        var sends = await db.Sends.AsNoTracking().Where(s => s.CampaignId == id)
            .GroupBy(s => new { s.State, s.Code })
            .Select(g => new { g.Key.State, g.Key.Code, Count = g.Count() })
            .ToListAsync(ct);
        http.SetETag(c.Version);
        return TypedResults.Ok(new Response(
            c.Id, c.Name, c.Channel, c.Purpose, c.State, c.Trouble, c.TemplateId, c.SegmentId, c.AfterConsentHours, c.PreflightId, c.LaunchedAt, c.LaunchedBy, c.StartAt, c.EndedAt,
            c.Prepared, c.Forgotten, [.. sends.OrderBy(s => s.State).ThenBy(s => s.Code, StringComparer.Ordinal).Select(s => new Tally(s.State, s.Code, s.Count))]));
    }

    // The framework reads enums of a query by their exact C# spelling only; our contract is camelCase.
    internal static async Task<Results<Ok<Page<SendItem>>, ProblemHttpResult>> Sends(
        Guid id, string? state, string? after, int? limit, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        SendState? asked = Enum.TryParse<SendState>(state, ignoreCase: true, out var named) ? named : null;
        var take = Paging.Limit(limit);
        var rows = await db.Sends.AsNoTracking()
            .Where(s => s.CampaignId == id && s.Id > from && (asked == null || s.State == asked))
            .OrderBy(s => s.Id)
            .Take(take + 1)
            .Select(s => new SendItem(s.Id, s.SubjectId, s.State, s.Code, s.RuleId, s.Evidence, s.DecidedAt, s.StartedAt, s.SentAt, s.Attempts))
            .ToListAsync(ct);
        db.Audit(http.Actor(), "sends.listed", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, s => s.Id));
    }
}
