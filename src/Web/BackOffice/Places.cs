using Gdpr.Web.Words;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.BackOffice;

/// <summary>
/// The places of the back office, and the scope without which a place is not offered; one without a scope looks at each
/// room's own. A room that gets pages adds a line here and its folder beside <c>Requests</c>.
/// </summary>
internal static class Places
{
    public const string Home = "/staff";

    private static readonly (string Path, string French, string English, string? Scope)[] All =
    [
        (Home, "Tableau de bord", "Dashboard", null),
        ("/staff/requests", "Demandes", "Requests", "subject-rights.read"),
        ("/staff/contacts", "Contacts", "Contacts", "contacts.read"),
        ("/staff/campaigns", "Campagnes", "Campaigns", "campaigns.read"),
        ("/staff/consents", "Consentements", "Consents", "consent.read"),
        ("/staff/breaches", "Violations", "Breaches", "breach-notification.read"),
        ("/staff/connections", "Connexions", "Connections", "connectors.read"),
        ("/staff/audit", "Journal", "Audit", "governance.read"),
        ("/staff/operations", "Exploitation", "Operations", null),
        ("/staff/settings", "Réglages", "Settings", null),
    ];

    public static IEnumerable<(string Path, string Name)> Of(Language language, IReadOnlyCollection<string> scopes) =>
        All.Where(p => p.Scope is null || scopes.Contains(p.Scope)).Select(p => (p.Path, language.Say(p.French, p.English)));

    /// <summary>How the tab of a place is marked on this page: its own page, a page within it, or another place.</summary>
    public static string? Current(string place, PathString page) =>
        page == place ? "page" : place != Home && page.StartsWithSegments(place) ? "true" : null;
}
