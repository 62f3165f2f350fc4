using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Marketing;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Deciding;

/// <summary>The same decision for up to 500 people at once, for whoever is about to send.</summary>
internal static class DecideBatch
{
    private const int MostSubjects = 500;

    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds, string Channel, string Purpose, DateTimeOffset? At, MessageStated? Message, IReadOnlyList<AttemptsStated>? Attempts);

    /// <summary>How often the person was called, by whoever calls: the stricter of this and of what is recorded counts (C. conso D223-9).</summary>
    internal sealed record AttemptsStated(SubjectId SubjectId, int Last30Days);

    internal sealed record Item(SubjectId SubjectId, DecisionAnswer Decision);

    internal sealed record Response(IReadOnlyList<Item> Items);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectIds).NotEmpty();
            RuleFor(r => r.SubjectIds).Must(s => s is null || s.Count <= MostSubjects).WithErrorCode("BATCH_TOO_LARGE");
            RuleFor(r => r.Channel).Must(Channels.IsOne).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Attempts).Must(a => a is null || a.All(x => x.Last30Days >= 0)).WithErrorCode("NUMBER_NEGATIVE");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/decisions/batch", HandleAsync)
            .ReadsOnly()
            .WithName(nameof(DecideBatch))
            .WithSummary("Decisions for up to 500 people");

    internal static void MapInside(IEndpointRouteBuilder inside) => inside.MapPost("/decisions/batch", HandleAsync).CalledBy("campaigns");

    internal static async Task<Ok<Response>> HandleAsync(
        Request request, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(request.Purpose, ct);
        var channel = Channels.Parse(request.Channel);
        var asked = new DecisionQuestion(purpose.Code, channel, request.At ?? db.Now, purpose.IsService, settings.Controller.Country) { Message = request.Message };
        var french = http.WantsFrench();
        var facts = await db.FactsAsync([.. request.SubjectIds!], purpose, asked, ct);
        var calls = (request.Attempts ?? []).GroupBy(a => a.SubjectId).ToDictionary(g => g.Key, g => g.Max(a => a.Last30Days));
        return TypedResults.Ok(new Response([.. request.SubjectIds!.Distinct().Select(s =>
            new Item(s, DecisionAnswer.Of(ContactDecision.Of(facts[s] with { Calls = calls.GetValueOrDefault(s) }, asked).Count(channel), french, asked.At)))]));
    }
}
