using Gdpr.Kernel.Law;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Settings;

/// <summary>How the house is set up: who is the company, who works here, which programs call, for which purposes, and the numbers of the law with their sources.</summary>
internal static class SettingsDesk
{
    private const int MostPages = 10;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/settings", Open((visit, ct) => ShowAsync(visit, null, null, ct)));
        pages.MapGet("/staff/settings/staff/{id:guid}", Open((visit, ct) => MemberAsync(visit, null, ct)));
        SettingsSteps.Map(pages);
    }

    /// <summary>The page, with what was refused of a form, or with the one sight of a new program's secret.</summary>
    public static async Task<IResult> ShowAsync(StaffVisit visit, Refusal? refusal, ClientMade? made, CancellationToken ct)
    {
        var company = Part.AskAsync(true, () => visit.Calls.GetAsync<CompanyView>("consent", "privacy-notice", visit.Token, ct), ct);
        var staff = AskAsync<StaffItem>(visit, "identity", "staff", ct);
        var clients = AskAsync<ClientItem>(visit, "identity", "clients", ct);
        var purposes = AskAsync<SetPurpose>(visit, "consent", "purposes", ct);
        var notices = AskAsync<NoticeItem>(visit, "consent", "notices", ct);
        var periods = AskAsync<PeriodItem>(visit, "governance", "retention-rules", ct);
        return Page<SettingsPage>(visit, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        [
            ("Refused", refusal), ("Made", made), ("Done", visit.Query("done")),
            ("Company", await company), ("Staff", await staff), ("Clients", await clients), ("Purposes", await purposes), ("Notices", await notices), ("Periods", await periods),
            ("Law", LawParameters.All.OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.From).ToList()),
        ]);
    }

    /// <summary>One account, with what was refused of a form about it.</summary>
    public static async Task<IResult> MemberAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        var id = Guid.Parse((string)visit.Http.GetRouteValue("id")!);
        var staff = visit.May("identity.write") ? await AllAsync<StaffItem>(visit, "identity", "staff", ct) : null;
        return staff?.FirstOrDefault(s => s.Id == id) is { } member
            ? Page<MemberPage>(visit, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Member", member), ("Refused", refusal))
            : Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
    }

    private static Task<Part<IReadOnlyList<T>>?> AskAsync<T>(StaffVisit visit, string room, string path, CancellationToken ct) =>
        Part.AskAsync(visit.May($"{room}.read"), () => AllAsync<T>(visit, room, path, ct), ct);

    private static async Task<IReadOnlyList<T>?> AllAsync<T>(StaffVisit visit, string room, string path, CancellationToken ct)
    {
        List<T> all = [];
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            if (await visit.Calls.GetAsync<Listed<T>>(room, $"{path}?limit=500{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", visit.Token, ct) is not { } found)
            {
                return null;
            }

            all.AddRange(found.Items);
            if ((after = found.Next) is null)
            {
                break;
            }
        }

        return all;
    }
}
