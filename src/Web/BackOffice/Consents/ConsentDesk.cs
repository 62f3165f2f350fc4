using Gdpr.Web.BackOffice.Contacts;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Consents;

/// <summary>How many consent, by purpose, channel and source, and how that went; the room counts once a day, and when it is asked to.</summary>
internal static class ConsentDesk
{
    private const string Room = "consent";
    private const string Home = "/staff/consents";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home, Open(ShowAsync));
        pages.MapPost($"{Home}/count", Open(CountAsync));
    }

    /// <summary>Null when the roles do not open it.</summary>
    public static async Task<ConsentFigures?> FiguresAsync(StaffVisit visit, CancellationToken ct)
    {
        var (purposes, rates) = (visit.Calls.GetAsync<Listed<RatedPurpose>>(Room, "purposes", visit.Token, ct), visit.Calls.GetAsync<ConsentRates>(Room, "rates", visit.Token, ct));
        return (await purposes, await rates) is ({ } named, { } counted) ? new ConsentFigures(named.Items, counted) : null;
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May($"{Room}.read") || await FiguresAsync(visit, ct) is not { } figures)
        {
            return Nothing(visit);
        }

        var (asked, rated) = (visit.Query("purpose"), figures.Rated);
        if (asked is not null && rated.All(p => p.Code != asked))
        {
            return Nothing(visit);
        }

        var shown = rated.FirstOrDefault(p => asked is null || p.Code == asked);
        var history = shown is null ? null : await visit.Calls.GetAsync<RateHistory>(Room, $"purposes/{Uri.EscapeDataString(shown.Code)}/rates", visit.Token, ct);
        return Page<ConsentRatesPage>(visit, more: [("Figures", figures), ("Shown", shown), ("History", history), ("Done", visit.Query("done")), ("Wrong", visit.Query("wrong"))]);
    }

    private static async Task<IResult> CountAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May($"{Room}.write"))
        {
            return Nothing(visit);
        }

        try
        {
            var (answer, _) = await visit.Calls.PostAsync<object>(Room, "rates", new { }, visit.Token, ct);
            return SeeOther(visit, $"{Home}?{(answer.Succeeded ? "done=counted" : "wrong=refused")}");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            // Many people: the room sees the count through, and the page shows it once it is there.
            return SeeOther(visit, $"{Home}?done=counting");
        }
    }

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}

public sealed record RatedPurpose(string Code, Portal.Names Name, string LegalBasis);

public sealed record RateSource(string Origin, int Known, int Consented, int Refused);

public sealed record ConsentRate(string Purpose, string Channel, int Known, int Consented, int Refused, IReadOnlyList<RateSource> Sources);

public sealed record ConsentRates(DateOnly? Day, DateTimeOffset? CountedAt, IReadOnlyList<ConsentRate> Items);

public sealed record RateDay(DateOnly Day, string Channel, int Known, int Consented, int Refused);

public sealed record RateHistory(IReadOnlyList<RateDay> Items);

/// <summary>The last count, with the purposes by their names.</summary>
public sealed record ConsentFigures(IReadOnlyList<RatedPurpose> Purposes, ConsentRates Rates)
{
    /// <summary>Only what rests on consent is counted.</summary>
    public IReadOnlyList<RatedPurpose> Rated => [.. Purposes.Where(p => p.LegalBasis == "consent")];

    public Portal.Names Name(string purpose) => Purposes.FirstOrDefault(p => p.Code == purpose)?.Name ?? new Portal.Names(purpose, purpose);
}
