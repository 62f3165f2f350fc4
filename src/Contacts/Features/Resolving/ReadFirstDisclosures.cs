using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>When each of these people's data first went to somebody else since a moment: by then they had to be told (Art. 14(3)(c)).</summary>
internal static class ReadFirstDisclosures
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
        inside.MapPost("/subjects/first-disclosures", Handle).CalledBy("consent");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, CancellationToken ct)
    {
        var people = request.Items!.Select(i => i.SubjectId).Distinct().ToList();
        var given = (await db.Disclosures.AsNoTracking().Where(d => people.Contains(d.SubjectId)).Select(d => new { d.SubjectId, d.At }).ToListAsync(ct))
            .ToLookup(d => d.SubjectId, d => d.At);
        return TypedResults.Ok(new Response([.. request.Items!
            .Select(i => (i.SubjectId, First: given[i.SubjectId].Where(at => at >= i.At).Order().Cast<DateTimeOffset?>().FirstOrDefault()))
            .Where(f => f.First is not null)
            .Select(f => new Since(f.SubjectId, f.First!.Value))]));
    }
}
