using System.Text.Json;
using FluentValidation;
using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Defining;

/// <summary>Saves whom a campaign may be for, as a question to Contacts; counts and previews it live.</summary>
internal static class SaveSegment
{
    private const int MostShown = 20;

    internal sealed record Request(string Name, SegmentCriteria? Criteria);

    internal sealed record Response(Guid Id, int Version);

    internal sealed record Item(Guid Id, string Name, JsonElement Criteria, int Version);

    internal sealed record Preview(int Count, IReadOnlyList<SubjectId> Examples);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Criteria).NotNull().WithErrorCode("CRITERIA_MISSING");
            RuleFor(r => r.Criteria!.Audience).Must(a => a is null or "B2C" or "B2B").WithErrorCode("AUDIENCE_UNKNOWN").When(r => r.Criteria is not null);
            RuleFor(r => r.Criteria!.Country).Length(2).When(r => r.Criteria?.Country is not null);
            RuleFor(r => r.Criteria!.Language).MaximumLength(35).When(r => r.Criteria?.Language is not null);
            RuleFor(r => r.Criteria!.Origin).MaximumLength(200).When(r => r.Criteria?.Origin is not null);
            RuleFor(r => r.Criteria!.Attributes).Must(a => a is not { Count: > 10 } && a?.All(x => x.Key.Length <= 100 && x.Value is { Length: <= 200 }) is not false)
                .WithErrorCode("TOO_MANY_CRITERIA").When(r => r.Criteria is not null);
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/segments", Create).WithIdempotency<CampaignsDbContext>().WithName(nameof(SaveSegment)).WithSummary("Save a segment");
        api.MapPut("/segments/{id:guid}", Change).WithName("ChangeSegment").WithSummary("Change a segment that no launched campaign uses");
        api.MapGet("/segments", List).WithName("ListSegments").WithSummary("Segments, oldest first: ?after=&limit=");
        api.MapPost("/segments/{id:guid}/preview", Show).ReadsOnly().WithName("PreviewSegment").WithSummary("How many people a segment means right now, with examples");
    }

    internal static async Task<Created<Response>> Create(Request request, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var segment = new Segment { Id = db.NewId(), Name = request.Name, Criteria = JsonSerializer.Serialize(request.Criteria, RoomJson.Options), CreatedAt = db.Now };
        db.Segments.Add(segment);
        db.Audit(http.Actor(), "segment.saved", reference: segment.Id);
        await db.SaveChangesAsync(ct);
        http.SetETag(segment.Version);
        return TypedResults.Created($"/api/campaigns/segments/{segment.Id}", new Response(segment.Id, segment.Version));
    }

    internal static async Task<Ok<Response>> Change(Guid id, Request request, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var segment = await FindAsync(db, id, ct);
        http.DemandVersion(segment.Version);
        if (await db.Campaigns.AnyAsync(c => c.SegmentId == id && c.State != CampaignState.Draft, ct))
        {
            throw new RuleViolation(CampaignsErrors.SegmentInUse);
        }

        (segment.Name, segment.Criteria) = (request.Name, JsonSerializer.Serialize(request.Criteria, RoomJson.Options));
        db.Audit(http.Actor(), "segment.saved", reference: id);
        await db.SaveChangesAsync(ct);
        http.SetETag(segment.Version);
        return TypedResults.Ok(new Response(segment.Id, segment.Version));
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> List(string? after, int? limit, CampaignsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Segments.AsNoTracking().Where(s => s.Id > from).OrderBy(s => s.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(Paging.Of<Item>([.. rows.Select(s => new Item(s.Id, s.Name, JsonSerializer.Deserialize<JsonElement>(s.Criteria), s.Version))], take, s => s.Id));
    }

    internal static async Task<Ok<Preview>> Show(Guid id, CampaignsDbContext db, People people, CancellationToken ct)
    {
        var segment = await FindAsync(db, id, ct);
        var count = await people.CountAsync(segment.Criteria, ct);
        return TypedResults.Ok(new Preview(count, await people.PageAsync(segment.Criteria, Guid.Empty, MostShown, ct)));
    }

    private static async Task<Segment> FindAsync(CampaignsDbContext db, Guid id, CancellationToken ct) =>
        await db.Segments.SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.SegmentNotFound);
}
