using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Marketing;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Stating;

/// <summary>
/// States what is known of a person, in the words of the law's questions and as a whole. A consent is not among it: it needs
/// its event. A refusal is written down as one, so that it outlives these facts.
/// </summary>
internal static class StateFacts
{
    internal sealed record Response(Guid Id, IReadOnlyList<string> Ignored);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/subjects/{id}/facts", HandleAsync)
            .WithName(nameof(StateFacts))
            .WithSummary("State the facts of a person on which decisions rest");

    internal static async Task<Ok<Response>> HandleAsync(
        SubjectId id, JsonObject body, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var stated = StatedFacts.Read(body, settings.Controller.Country, db.Now);

        // No refusal waits for a request being carried out, nor for a restriction.
        await db.InTransactionAsync(token => RefuseAsync(id, stated, db, token), ct);
        await db.DemandEditableAsync(id, ct);
        var facts = await db.Facts.SingleOrDefaultAsync(f => f.SubjectId == id, ct);
        if (facts is null)
        {
            facts = new SubjectFacts { SubjectId = id, Id = db.NewId(), StatedAt = db.Now, StatedBy = http.Actor() };
            db.Facts.Add(facts);
        }
        else if (http.Request.Headers.IfMatch.Count > 0)
        {
            http.DemandVersion(facts.Version);
        }

        (facts.Id, facts.StatedAt, facts.StatedBy) = (db.NewId(), db.Now, http.Actor());
        facts.Take(stated);
        await db.OweAsync(stated.Provenance is { Origin: { } origin } from ? [(id, new DataSource(origin, from.ObtainedAt, from.Supplier, from.PartnersNamed))] : [], settings.Controller, ct);
        db.Audit(http.Actor(), "facts.stated", id, facts.Id);
        await db.SaveChangesAsync(ct);
        http.SetETag(facts.Version);
        return TypedResults.Ok(new Response(facts.Id, stated.Ignored));
    }

    private static async Task RefuseAsync(SubjectId id, StatedFacts stated, ConsentDbContext db, CancellationToken ct)
    {
        var (question, place) = (stated.Question, Jurisdiction.Of(stated.Question.Country));
        if (question.Objection is { } objection)
        {
            await RefuseAsync(id, Channels.Parse(objection.Scope ?? "all"), objection.At, place, db, ct);
        }

        if (question.RefusedInCallAt is { } inCall)
        {
            await RefuseAsync(id, Channel.Phone, inCall, place, db, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    // The same refusal stated again is one; without a date, one of the same kind is the same.
    private static async Task RefuseAsync(SubjectId id, Channel scope, Moment? said, Jurisdiction place, ConsentDbContext db, CancellationToken ct)
    {
        var at = said?.Latest(place) is { } then && then < db.Now ? then : db.Now;
        var own = db.Suppressions.Where(s => s.Scope == scope && s.Purpose == null && s.Reason == SuppressionReason.Objection)
            .Where(s => db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id && l.SubjectId == id));
        var again = said is null ? own : own.Where(s => s.At == at);
        if (!await again.AnyAsync(ct))
        {
            var act = new Suppression { Id = db.NewId(), Scope = scope, Reason = SuppressionReason.Objection, At = at, RecordedAt = db.Now };
            await db.SuppressAsync(act, id, ct);
        }
    }

    private static void Take(this SubjectFacts facts, StatedFacts stated)
    {
        var (q, from, place) = (stated.Question, stated.Provenance, Jurisdiction.Of(stated.Question.Country));
        facts.Country = stated.HasCountry ? q.Country : null;
        facts.Audience = stated.HasAudience ? q.Audience : null;
        (facts.TimeZone, facts.AddressType, facts.Sector) = (q.ConsumerTimeZone, q.AddressType, q.Sector);
        (facts.Age, facts.ParentalConsent, facts.PriorCustomer) = (q.Age, q.ParentalConsent, q.PriorCustomer);
        (facts.CollectedAtSale, facts.SameEntity, facts.SimilarProducts) = (q.SoftOptIn?.CollectedAtSale, q.SoftOptIn?.SameEntity, q.SoftOptIn?.SimilarProducts);
        (facts.OptOutAtCollection, facts.OptOutEachMessage) = (q.SoftOptIn?.OptOutAtCollection, q.SoftOptIn?.OptOutEachMessage);
        (facts.Informed, facts.FirstMessageCarriesArt14, facts.RelatedToProfession) = (q.Informed, q.FirstMessageCarriesArt14, q.RelatedToProfession);
        (facts.Bloctel, facts.OngoingContract, facts.RelatedToContract) = (q.Bloctel, q.OngoingContract, q.RelatedToContract);
        (facts.AttemptsLast30Days, facts.InformedOptOut) = (q.AttemptsLast30Days, q.InformedOptOut);
        facts.CallbackRequestedAt = q.CallbackRequestedAt?.Earliest(place);
        facts.LastContactFromPersonAt = q.LastContactFromPersonAt?.Earliest(place);
        facts.CollectedBefore = q.CollectedBefore?.Earliest(place);
        (facts.Origin, facts.ObtainedAt, facts.Supplier, facts.PartnersNamed) = (from?.Origin, from?.ObtainedAt, from?.Supplier, from?.PartnersNamed);
    }
}
