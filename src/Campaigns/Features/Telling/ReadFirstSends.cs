using FluentValidation;
using Gdpr.Campaigns.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Telling;

/// <summary>When each of these people first got a message since a moment: by then they had to be told where their data come from (Art. 14(3)(b)).</summary>
internal static class ReadFirstSends
{
    internal sealed record Request(IReadOnlyList<Since>? Items);

    internal sealed record Since(SubjectId SubjectId, DateTimeOffset At);

    internal sealed record Response(IReadOnlyList<Since> Items);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Items).NotNull();
            RuleFor(r => r.Items).Must(s => s is not { Count: > 1000 }).WithErrorCode("BATCH_TOO_LARGE");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/first-sends", Handle).CalledBy("consent");

    internal static async Task<Ok<Response>> Handle(Request request, CampaignsDbContext db, CancellationToken ct)
    {
        var people = request.Items!.Select(i => i.SubjectId).Distinct().ToList();
        var sent = (await db.Sends.AsNoTracking().Where(s => people.Contains(s.SubjectId) && s.SentAt != null).Select(s => new { s.SubjectId, s.SentAt }).ToListAsync(ct))
            .ToLookup(s => s.SubjectId, s => s.SentAt);
        return TypedResults.Ok(new Response([.. request.Items!
            .Select(i => (i.SubjectId, First: sent[i.SubjectId].Where(at => at >= i.At).Order().FirstOrDefault()))
            .Where(f => f.First is not null)
            .Select(f => new Since(f.SubjectId, f.First!.Value))]));
    }
}
