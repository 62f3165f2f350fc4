using FluentValidation;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>States what every answer must say of the company's processing (Art. 15(1)), in both languages; it names no person.</summary>
internal static class StateFact
{
    internal sealed record Request(string Key, string Fr, string En);

    internal sealed record Item(string Key, string Fr, string En);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Key).NotEmpty().Must(k => k is not null && FactKeys.IsKnown(k)).WithErrorCode(SubjectRightsErrors.FactUnknown.Code);
            RuleFor(r => r.Fr).NotEmpty().WithErrorCode("TEXT_MISSING").MaximumLength(2000).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.En).NotEmpty().WithErrorCode("TEXT_MISSING").MaximumLength(2000).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/answer-facts", Handle).WithSummary("State a fact that answers must contain (Art. 15(1))");
        api.MapGet("/answer-facts", List).WithSummary("The facts stated so far");
    }

    internal static async Task<IResult> Handle(Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var fact = await db.AnswerFacts.FindAsync([request.Key], ct)
            ?? db.AnswerFacts.Add(new AnswerFact { Key = request.Key, Fr = request.Fr, En = request.En, By = http.Actor(), At = db.Now }).Entity;
        (fact.Fr, fact.En, fact.By, fact.At) = (request.Fr, request.En, http.Actor(), db.Now);
        db.Audit(http.Actor(), "answer-fact.stated");
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<IResult> List(StatedFacts facts, CancellationToken ct)
    {
        var known = await facts.KnownAsync(ct);
        return TypedResults.Ok(new { items = known.ByKey.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new Item(f.Key, f.Value.Fr, f.Value.En)) });
    }
}
