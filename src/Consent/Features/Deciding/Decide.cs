using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
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
        SubjectId subjectId, string channel, string purpose, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (!Channels.IsKnown(channel) || Channels.Parse(channel) == Channel.All)
        {
            return Problems.Create(422, "CHANNEL_UNKNOWN", "A decision is about one channel.");
        }

        var asked = Channels.Parse(channel);
        var asOf = db.Now;
        var facts = await db.FactsAsync([subjectId], await db.PurposeAsync(purpose, ct), asked, ct);
        var decision = ContactDecision.Of(facts[subjectId], purpose, asked).Count(asked);
        return TypedResults.Ok(DecisionAnswer.Of(decision, DecisionAnswer.WantsFrench(http), asOf));
    }
}
