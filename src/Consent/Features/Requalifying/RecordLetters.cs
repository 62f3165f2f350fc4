using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Requalifying;

/// <summary>Letters left to people who may be asked by post only: from here on silence means no for them too. The law is asked again first.</summary>
internal static class RecordLetters
{
    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds);

    internal sealed record Left(SubjectId SubjectId, string Code);

    internal sealed record Response(int Recorded, IReadOnlyList<Left> Left);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.SubjectIds).Must(s => s is { Count: > 0 and <= Paging.MaxLimit }).WithErrorCode("BATCH_TOO_LARGE");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requalifications/{id:guid}/letters", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(RecordLetters))
            .WithSummary("Say whom a letter asks: {subjectIds}");

    internal static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Guid id, Request request, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (await db.Requalifications.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run)
        {
            return TypedResults.NotFound();
        }

        if (run.State is not (RequalificationState.Asking or RequalificationState.Waiting))
        {
            throw new RuleViolation(ConsentErrors.RequalificationNotApproved);
        }

        var purpose = await db.PurposeAsync(run.Purpose, ct);
        SubjectId[] people = [.. request.SubjectIds!.Distinct()];
        var left = new List<Left>();
        await db.InTransactionAsync(
            async token =>
            {
                var words = (await db.WordsAsync(purpose, token))("fr") ?? throw new RuleViolation(ConsentErrors.NoticeUnknown);
                var routes = (await db.AskableAsync(people, purpose, settings.Controller.Country, token)).ToDictionary(r => r.Subject);
                var asks = await db.Asks.Where(a => a.RunId == id && a.AskedAt == null && EF.Parameter(people).Contains(a.SubjectId)).ToDictionaryAsync(a => a.SubjectId, token);
                foreach (var person in people)
                {
                    if (routes[person] is not { Route: AskingRoute.PostOrVisit or AskingRoute.Channel })
                    {
                        left.Add(new Left(person, routes[person].Code));
                    }
                    else if (!asks.TryGetValue(person, out var ask))
                    {
                        left.Add(new Left(person, "NOT_IN_REQUALIFICATION"));
                    }
                    else
                    {
                        db.Ask(ask, run, purpose, words);
                        db.Audit(http.Actor(), "requalification.letter", person, id);
                    }
                }

                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Ok(new Response(people.Length - left.Count, left));
    }
}
