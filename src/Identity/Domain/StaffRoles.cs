namespace Gdpr.Identity.Domain;

/// <summary>What a member of staff may be; an Auditor reads and sees no personal data unless granted.</summary>
internal static class StaffRoles
{
    public const string Administrator = "Administrator";

    public static readonly IReadOnlyList<string> All = [Administrator, "DPO", "Agent", "Marketer", "Sales", "Auditor"];
}
