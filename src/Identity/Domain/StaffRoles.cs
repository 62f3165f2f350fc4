namespace Gdpr.Identity.Domain;

/// <summary>
/// What a member of staff may be, and the scopes that go with it. Somebody may be several things. An Auditor sees how
/// the house works and no personal data.
/// </summary>
internal static class StaffRoles
{
    public const string Administrator = "Administrator";

    private static readonly Dictionary<string, string[]> Given = new(StringComparer.Ordinal)
    {
        [Administrator] = ["identity.write", "connectors.write", "governance.write", "consent.write"],
        ["DPO"] =
        [
            "subject-rights.write", "governance.write", "breach-notification.write", "consent.write", "consent.approve", "connectors.read", "contacts.read", "sales.read",
            "sales.archive", "campaigns.read", "identity.read",
        ],
        ["Agent"] = ["subject-rights.write", "contacts.write", "consent.read", "sales.read", "connectors.read"],
        ["Marketer"] = ["campaigns.write", "contacts.read", "consent.read"],
        ["Sales"] = ["contacts.write", "sales.write", "consent.read"],
        ["Auditor"] = ["governance.read", "breach-notification.read", "connectors.read"],
    };

    public static readonly IReadOnlyList<string> All = [.. Given.Keys];

    /// <summary>Of the scopes that exist here, those of the roles; write includes read.</summary>
    public static IReadOnlyList<string> ScopesOf(IEnumerable<string> roles, IReadOnlyCollection<string> existing) =>
        [.. roles.SelectMany(r => Given.GetValueOrDefault(r) ?? [])
            .SelectMany(s => s.EndsWith(".write", StringComparison.Ordinal) ? [s, s[..^"write".Length] + "read"] : new[] { s })
            .Where(existing.Contains)
            .Distinct()
            .Order(StringComparer.Ordinal)];
}
