using Gdpr.Web.BackOffice.Audit;
using Gdpr.Web.BackOffice.Breaches;
using Gdpr.Web.BackOffice.Campaigns;
using Gdpr.Web.BackOffice.Connections;
using Gdpr.Web.BackOffice.Consents;
using Gdpr.Web.BackOffice.Contacts;
using Gdpr.Web.BackOffice.Home;
using Gdpr.Web.BackOffice.Operations;
using Gdpr.Web.BackOffice.Requests;
using Gdpr.Web.BackOffice.Settings;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice;

/// <summary>Where staff work: the pages of each room in its folder, and the way out.</summary>
internal static class StaffPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        Dashboard.Map(pages);
        RequestDesk.Map(pages);
        ContactDesk.Map(pages);
        MergeDesk.Map(pages);
        ExportDesk.Map(pages);
        ImportDesk.Map(pages);
        AuditDesk.Map(pages);
        OperationsDesk.Map(pages);
        BreachDesk.Map(pages);
        CampaignDesk.Map(pages);
        ConsentDesk.Map(pages);
        DutyDesk.Map(pages);
        ConnectionDesk.Map(pages);
        SettingsDesk.Map(pages);
        pages.MapPost("/staff/sign-out", Open(LeaveAsync));
    }

    private static async Task<IResult> LeaveAsync(StaffVisit visit, CancellationToken ct)
    {
        await StaffSession.LeaveAsync(visit.Http, visit.Calls, ct);
        return SeeOther(visit, $"/{visit.Language.Code}");
    }
}
