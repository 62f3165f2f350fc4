using Gdpr.Kernel.Law;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Settings;

/// <summary>How the house is set up, to read: who is the company, who works here, which programs call, for which purposes, and the numbers of the law with their sources.</summary>
internal static class SettingsDesk
{
    private const int MostPages = 10;

    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/staff/settings", Open(ShowAsync));

    private static async Task<IResult> ShowAsync(StaffVisit visit, CancellationToken ct)
    {
        var company = Part.AskAsync(true, () => visit.Calls.GetAsync<CompanyView>("consent", "privacy-notice", visit.Token, ct), ct);
        var staff = AskAsync<StaffItem>(visit, "identity", "staff", ct);
        var clients = AskAsync<ClientItem>(visit, "identity", "clients", ct);
        var purposes = AskAsync<SetPurpose>(visit, "consent", "purposes", ct);
        var notices = AskAsync<NoticeItem>(visit, "consent", "notices", ct);
        var periods = AskAsync<PeriodItem>(visit, "governance", "retention-rules", ct);
        return Page<SettingsPage>(visit, more:
        [
            ("Company", await company), ("Staff", await staff), ("Clients", await clients), ("Purposes", await purposes), ("Notices", await notices), ("Periods", await periods),
            ("Law", LawParameters.All.OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.From).ToList()),
        ]);
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
