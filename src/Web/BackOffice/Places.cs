using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice;

/// <summary>
/// The places of the back office, and the scope without which a place is not offered. A room that gets pages adds a line
/// here and its folder beside <c>Requests</c>.
/// </summary>
internal static class Places
{
    private static readonly (string Path, string French, string English, string Scope)[] All =
    [
        ("/staff", "Demandes", "Requests", "subject-rights.read"),
        ("/staff/breaches", "Violations", "Breaches", "breach-notification.read"),
        ("/staff/audit", "Journal", "Audit", "governance.read"),
    ];

    public static IEnumerable<(string Path, string Name)> Of(Language language, IReadOnlyCollection<string> scopes) =>
        All.Where(p => scopes.Contains(p.Scope)).Select(p => (p.Path, language.Say(p.French, p.English)));
}
