using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Deciding;

/// <summary>May we contact this person for this purpose on this channel, and why.</summary>
internal static class Decide
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/decisions", HandleAsync)
            .WithName(nameof(Decide))
            .WithSummary("May this person be contacted, and why");

    internal static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> HandleAsync(
        SubjectId subjectId, string channel, string purpose, DateTimeOffset? at, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (!Channels.IsOne(channel))
        {
            return Problems.Create(422, "CHANNEL_UNKNOWN", "A decision is about one channel.");
        }

        var known = await db.PurposeAsync(purpose, ct);
        var asked = new DecisionQuestion(known.Code, Channels.Parse(channel), at ?? db.Now, known.IsService, settings.Controller.Country);
        var facts = await db.FactsAsync([subjectId], known, asked, ct);
        var decision = ContactDecision.Of(facts[subjectId], asked).Count(asked.Channel);
        return TypedResults.Ok(DecisionAnswer.Of(decision, http.WantsFrench(), asked.At));
    }
}
