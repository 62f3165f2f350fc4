using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Rating;

/// <summary>The last count of consents: of everybody known, how many consented and how many refuse, by purpose, channel and source of the data.</summary>
internal static class ReadRates
{
    /// <param name="Refused">Refused, withdrew or objected.</param>
    internal sealed record Source(string Origin, int Known, int Consented, int Refused);

    internal sealed record Item(string Purpose, string Channel, int Known, int Consented, int Refused, IReadOnlyList<Source> Sources);

    /// <param name="Day">Null where nothing was counted yet.</param>
    internal sealed record Response(DateOnly? Day, DateTimeOffset? CountedAt, IReadOnlyList<Item> Items);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/rates", HandleAsync)
            .WithName(nameof(ReadRates))
            .WithSummary("The last count of consents, by purpose, channel and source");
        api.MapPost("/rates", CountAsync)
            .WithName("CountRates")
            .WithSummary("Counts the consents of everybody now, in place of the count of this day");
    }

    internal static async Task<Ok<Response>> HandleAsync(ConsentDbContext db, CancellationToken ct)
    {
        var rows = await db.Rates.AsNoTracking().Where(r => r.Day == db.Rates.Max(l => l.Day)).ToListAsync(ct);
        return TypedResults.Ok(new Response(rows.FirstOrDefault()?.Day, rows.FirstOrDefault()?.CountedAt, [.. rows
            .GroupBy(r => (r.Purpose, r.Channel))
            .OrderBy(g => g.Key.Purpose, StringComparer.Ordinal).ThenBy(g => g.Key.Channel)
            .Select(g => new Item(
                g.Key.Purpose, g.Key.Channel.Name(), g.Sum(r => r.Known), g.Sum(r => r.Consented), g.Sum(r => r.Refused),
                [.. g.OrderByDescending(r => r.Known).ThenBy(r => r.Origin, StringComparer.Ordinal).Select(r => new Source(r.Origin, r.Known, r.Consented, r.Refused))]))]));
    }

    // Seen through even when whoever asked goes away, and one at a time: of two, the second gets what the first has counted.
    private static async Task<Ok<Response>> CountAsync(
        ConsentDbContext db, GdprSettings settings, RateTurn turn, IHostApplicationLifetime host, CancellationToken ct)
    {
        var asked = db.Now;
        await turn.TakeAsync(
            async () =>
            {
                if (!await db.Rates.AnyAsync(r => r.CountedAt >= asked, host.ApplicationStopping))
                {
                    await db.CountRatesAsync(settings.Controller, host.ApplicationStopping);
                }
            },
            ct);
        return await HandleAsync(db, ct);
    }
}
