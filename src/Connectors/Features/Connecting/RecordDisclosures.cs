using FluentValidation;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>Records which people a third party was given, as keyed hashes: whom to ask it about, and whom it must be told of (Art. 19).</summary>
internal static class RecordDisclosures
{
    internal sealed record Item(IdentifierKind Kind, string Value);

    internal sealed record Request(DateTimeOffset At, IReadOnlyList<Item> Identifiers);

    /// <summary><c>Rejected</c>: identifiers that are not of their kind, of which no hash was kept.</summary>
    internal sealed record Response(int Recorded, int Known, int Rejected);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Identifiers).NotEmpty().Must(i => i is null || i.Count <= 1000).WithErrorCode("TOO_MANY_IDENTIFIERS");
            RuleForEach(r => r.Identifiers).NotNull().ChildRules(i => i.RuleFor(x => x.Value).NotEmpty().MaximumLength(320));
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/connections/{id:guid}/disclosures", Handle)
            .WithName(nameof(RecordDisclosures))
            .WithSummary("Record which people a third party was given")
            .WithIdempotency<ConnectorsDbContext>();

    internal static async Task<Ok<Response>> Handle(
        Guid id, Request request, ConnectorsDbContext db, IdentifierHasher hasher, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (!await db.Connections.AnyAsync(c => c.Id == id, ct))
        {
            throw new RuleViolation(ConnectorsErrors.ConnectionNotFound);
        }

        var rejected = 0;
        var hashes = new Dictionary<string, IdentifierKind>();
        foreach (var item in request.Identifiers)
        {
            if (IdentifierNormalisation.TryNormalise(item.Kind, item.Value, settings.Controller.Country, out var normalised))
            {
                hashes[hasher.Hash(new Identifier(item.Kind, normalised)).ToString()] = item.Kind;
            }
            else
            {
                rejected++;
            }
        }

        var wanted = hashes.Keys.ToList();
        var known = await db.Disclosures
            .Where(d => d.ConnectionId == id && d.Purpose == Disclosure.Given && wanted.Contains(d.Hash)).Select(d => d.Hash).Distinct().ToListAsync(ct);
        db.Disclosures.AddRange(wanted.Except(known).Select(h => new Disclosure
        {
            Id = db.NewId(), ConnectionId = id, Kind = hashes[h], Hash = h, At = request.At, Purpose = Disclosure.Given,
        }));
        db.Audit(http.Actor(), "disclosures.recorded", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(wanted.Count - known.Count, known.Count, rejected));
    }
}
