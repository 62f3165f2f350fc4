using Gdpr.BreachNotification;
using Gdpr.Campaigns;
using Gdpr.Connectors;
using Gdpr.Consent;
using Gdpr.Contacts;
using Gdpr.Governance;
using Gdpr.Identity;
using Gdpr.Platform.Modules;
using Gdpr.Sales;
using Gdpr.SubjectRights;

namespace Gdpr.Standalone;

/// <summary>Every room of the suite, as data: what Standalone hosts in one process.</summary>
public static class Suite
{
    public static IReadOnlyList<IModule> Modules { get; } =
    [
        new IdentityModule(),
        new ContactsModule(),
        new ConsentModule(),
        new SalesModule(),
        new GovernanceModule(),
        new CampaignsModule(),
        new SubjectRightsModule(),
        new ErasureLedgerModule(),
        new ConnectorsModule(),
        new BreachNotificationModule(),
    ];
}
