using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Rating;

/// <summary>How the consents to one purpose went, day by day.</summary>
internal static class ReadRateHistory
{
    private const int MostDays = 400;

    internal sealed record Item(DateOnly Day, string Channel, int Known, int Consented, int Refused);

    internal sealed record Response(string Purpose, DateOnly From, DateOnly To, IReadOnlyList<Item> Items);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/purposes/{code}/rates", HandleAsync)
            .WithName(nameof(ReadRateHistory))
            .WithSummary("The counts of consents to a purpose, day by day: ?from=&to=, a year unless told, 400 days at most");

    internal static async Task<Ok<Response>> HandleAsync(string code, DateOnly? from, DateOnly? to, ConsentDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(code, ct);
        var last = to ?? settings.Controller.DayOf(db.Now);
        var first = from ?? (last.DayNumber > MostDays ? last.AddYears(-1) : last);
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
        {
            throw new RuleViolation(ConsentErrors.PeriodInvalid);
        }

        var rows = await db.Rates.AsNoTracking().Where(r => r.Purpose == purpose.Code && r.Day >= first && r.Day <= last)
            .GroupBy(r => new { r.Day, r.Channel })
            .Select(g => new { g.Key.Day, g.Key.Channel, Known = g.Sum(r => r.Known), Consented = g.Sum(r => r.Consented), Refused = g.Sum(r => r.Refused) })
            .ToListAsync(ct);
        return TypedResults.Ok(new Response(
            purpose.Code, first, last, [.. rows.OrderBy(r => r.Day).ThenBy(r => r.Channel).Select(r => new Item(r.Day, r.Channel.Name(), r.Known, r.Consented, r.Refused))]));
    }
}
