using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Ageing;

/// <summary>Who of everybody known may be asked for a consent, how, and why not: nothing is sent or written.</summary>
internal static class PreviewRequalification
{
    private const int Examples = 5;

    internal sealed record Request(string Purpose, string Channel, DateTimeOffset? At);

    internal sealed record Reason(AskingRoute Route, string Code, int Count, IReadOnlyList<SubjectId> Examples);

    internal sealed record Response(int Subjects, int NotNeeded, int ByChannel, int ByPostOrVisit, int Never, IReadOnlyList<Reason> Reasons, DateTimeOffset AsOf);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Channel).Must(c => c is "email" or "sms").WithErrorCode("CHANNEL_UNKNOWN");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requalifications/preflight", HandleAsync)
            .ReadsOnly()
            .WithName(nameof(PreviewRequalification))
            .WithSummary("Who may be asked for a consent, and why not");

    internal static async Task<Ok<Response>> HandleAsync(Request request, ConsentDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(request.Purpose, ct);
        var asked = new DecisionQuestion(purpose.Code, Channels.Parse(request.Channel), request.At ?? db.Now, purpose.IsService, settings.Controller.Country);
        var found = new Dictionary<(AskingRoute, string), (int Count, List<SubjectId> Examples)>();
        foreach (var chunk in await db.EverybodyAsync(ct))
        {
            foreach (var (subject, facts) in await db.FactsAsync(chunk, purpose, asked, ct))
            {
                var key = Requalification.Of(facts, ContactDecision.Of(facts, asked));
                var (count, examples) = found.GetValueOrDefault(key, (0, []));
                if (examples.Count < Examples)
                {
                    examples.Add(subject);
                }

                found[key] = (count + 1, examples);
            }
        }

        int Sum(AskingRoute route) => found.Where(f => f.Key.Item1 == route).Sum(f => f.Value.Count);
        return TypedResults.Ok(new Response(
            found.Sum(f => f.Value.Count), Sum(AskingRoute.NotNeeded), Sum(AskingRoute.Channel), Sum(AskingRoute.PostOrVisit), Sum(AskingRoute.Never),
            [.. found.OrderByDescending(f => f.Value.Count).Select(f => new Reason(f.Key.Item1, f.Key.Item2, f.Value.Count, f.Value.Examples))],
            asked.At));
    }
}
