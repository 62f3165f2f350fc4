using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Informing;

/// <summary>Somebody need not be told (Art. 14(5)): the ground and the reason are kept, and who found so.</summary>
internal static class ExemptFromInformation
{
    internal sealed record Request(string Ground, string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Ground).Must(ExemptGrounds.IsKnown).WithErrorCode("GROUND_UNKNOWN");
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/subjects/{id}/information/exemption", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(ExemptFromInformation))
            .WithSummary("Say why a person need not be told (Art. 14(5))");

    internal static async Task<Results<NoContent, NotFound>> HandleAsync(SubjectId id, Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Duties.SingleOrDefaultAsync(d => d.SubjectId == id, ct) is not { } duty)
        {
            return TypedResults.NotFound();
        }

        if (!duty.IsOpen || !await db.Owed().AnyAsync(d => d.SubjectId == id, ct))
        {
            throw new RuleViolation(ConsentErrors.NothingOwed);
        }

        (duty.ExemptAt, duty.ExemptGround, duty.ExemptReason, duty.ExemptBy) = (db.Now, request.Ground, request.Reason, http.Actor());
        db.Audit(http.Actor(), "information.exempted", id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
