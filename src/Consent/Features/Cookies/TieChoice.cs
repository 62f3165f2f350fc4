using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Cookies;

/// <summary>
/// At a sign-in to a site, its server tells what the device had chosen. The answer says what stands for the person on every
/// device, which may be another choice.
/// </summary>
internal static class TieChoice
{
    /// <param name="Version">Of the banner that the device showed; the newest when it is not said.</param>
    /// <param name="ChoiceId">What the device remembers of a choice that accepted something.</param>
    /// <param name="RefusedAt">When the device refused everything; exactly one of the two.</param>
    /// <param name="SignedIn">Whether the choice was made while the person was signed in.</param>
    internal sealed record Request(SubjectId? SubjectId, string Banner, Guid? ChoiceId, DateTimeOffset? RefusedAt, bool SignedIn = false, int? Version = null);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectId).Must(s => s is { } id && id != default).WithErrorCode("SUBJECT_MISSING");
            RuleFor(r => r.Banner).NotEmpty().MaximumLength(64);
            RuleFor(r => r.ChoiceId).Must((r, id) => id is null != r.RefusedAt is null).WithErrorCode(ConsentErrors.ChoiceIncomplete.Code);
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/cookie-choices/ties", HandleAsync)
            .WithName(nameof(TieChoice))
            .WithSummary("At a sign-in: make a device's cookie choice the person's, and hear what stands for them");
        api.MapGet("/subjects/{id}/cookie-choices", ReadAsync)
            .WithName("ReadCookieChoices")
            .WithSummary("What a person's cookie choices mean now, on each site");
    }

    internal static async Task<Ok<Standing>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        var stands = await db.TieAsync(request.SubjectId!.Value, request.Banner, request.Version, request.ChoiceId, request.RefusedAt, request.SignedIn, ct);
        db.Audit(http.Actor(), "cookie-choice.tied", request.SubjectId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(stands);
    }

    internal static async Task<Ok<Standings>> ReadAsync(SubjectId id, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        var all = await db.AllStandingAsync(id, ct);
        if (all.Banners.Count > 0)
        {
            db.Audit(http.Actor(), "consent.read", id);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(all);
    }
}
