using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Requalifying;

/// <summary>Plans to ask for a consent, by mail, everybody who has none that is proven: counts who would be asked, asks nobody.</summary>
internal static class PlanRequalification
{
    internal sealed record Request(string Purpose, int? AnswerDays);

    internal sealed record Response(Guid Id, int ByMail, int ByPostOrVisit, int Never);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.AnswerDays).InclusiveBetween(7, 90);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requalifications", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(PlanRequalification))
            .WithSummary("Plan a requalification: {purpose, answerDays?}");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(request.Purpose, ct);
        if (!purpose.Uses(Channel.Email.Name()))
        {
            throw new RuleViolation(ConsentErrors.ChannelNotInPurpose);
        }

        if (await db.Requalifications.AnyAsync(r => r.Purpose == purpose.Code && (r.State == RequalificationState.Asking || r.State == RequalificationState.Draft), ct))
        {
            throw new RuleViolation(ConsentErrors.RequalificationOpen);
        }

        var found = new Dictionary<AskingRoute, int>();
        await foreach (var route in db.RoutesAsync(purpose, settings.Controller.Country, ct))
        {
            found[route] = found.GetValueOrDefault(route) + 1;
        }

        var run = new RequalificationRun
        {
            Id = db.NewId(), Purpose = purpose.Code, State = RequalificationState.Draft, AnswerDays = request.AnswerDays ?? 30, CreatedAt = db.Now, CreatedBy = http.Actor(),
            ByMail = found.GetValueOrDefault(AskingRoute.Channel), ByPostOrVisit = found.GetValueOrDefault(AskingRoute.PostOrVisit), Never = found.GetValueOrDefault(AskingRoute.Never),
        };
        db.Requalifications.Add(run);
        db.Audit(http.Actor(), "requalification.planned", reference: run.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/consent/requalifications/{run.Id}", new Response(run.Id, run.ByMail, run.ByPostOrVisit, run.Never));
    }

    private static async IAsyncEnumerable<AskingRoute> RoutesAsync(
        this ConsentDbContext db, Purpose purpose, string home, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var people in await db.EverybodyAsync(ct))
        {
            foreach (var (_, route, _) in await db.AskableAsync(people, purpose, home, ct))
            {
                yield return route;
            }
        }
    }
}
