using Gdpr.Web.BackOffice.Contacts;
using Gdpr.Web.BackOffice.Requests;
using Gdpr.Web.BackOffice.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Home;

/// <summary>What a new house does first, in the order that makes sense: read from the rooms each time, remembered nowhere.</summary>
internal static class FirstSteps
{
    public const string Path = "/staff/first-steps";

    // Whoever may invite colleagues sets the house up.
    private const string Scope = "identity.write";

    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet(Path, Open(ShowAsync));

    /// <summary>Null for whoever does not set the house up.</summary>
    public static async Task<IReadOnlyList<FirstStep>?> AllAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May(Scope))
        {
            return null;
        }

        var company = Part.AskAsync(true, () => visit.Calls.GetAsync<CompanyView>("consent", "privacy-notice", visit.Token, ct), ct);
        var staff = AnyAsync<StaffItem>(visit, "identity", "staff?limit=500", s => s.Roles.Contains("DPO"), ct);
        var purposes = AnyAsync<SetPurpose>(visit, "consent", "purposes?limit=1", _ => true, ct);
        var notices = AnyAsync<NoticeItem>(visit, "consent", "notices?limit=1", _ => true, ct);
        var imports = AnyAsync<ImportItem>(visit, "contacts", "imports?limit=50", i => i.Status == "completed", ct);
        var connections = AnyAsync<object>(visit, "connectors", "connections?limit=1", _ => true, ct);
        var named = (await company)?.Value;
        return
        [
            new("company", named is null ? null : named.DpoEmail is not null, "/staff/settings#company"),
            new("dpo", await staff, "/staff/settings#staff"),
            new("purposes", await purposes, "/staff/settings#purposes"),
            new("notices", await notices, "/staff/settings#purposes"),
            new("import", await imports, visit.May("contacts.write") ? "/staff/contacts/imports" : null),
            new("connections", await connections, "/staff/connections"),
        ];
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, CancellationToken ct) => await AllAsync(visit, ct) is { } steps
        ? Page<FirstStepsPage>(visit, more: ("Steps", steps))
        : Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);

    // Null where the room does not answer, or not this account.
    private static async Task<bool?> AnyAsync<T>(StaffVisit visit, string room, string path, Func<T, bool> wanted, CancellationToken ct) =>
        (await Part.AskAsync(visit.May($"{room}.read"), () => visit.Calls.GetAsync<Listed<T>>(room, path, visit.Token, ct), ct)) is { Value: var found } ? found?.Items.Any(wanted) : null;
}

/// <param name="Done">Null where it cannot be told now.</param>
/// <param name="Where">Null where another role does it.</param>
public sealed record FirstStep(string Name, bool? Done, string? Where);
