using Gdpr.Kernel.Retention;

namespace Gdpr.Governance.Features.Retaining;

/// <summary>What a period may do against an erasure follows from its force (Art. 17(3)).</summary>
internal static class RetentionForces
{
    private static readonly string[] HashedMinimum = ["SUPPRESSION", "CONSENT_PROOF", "RIGHTS_FILE", "BREACH_FILE"];

    public static string AgainstErasure(RetentionPeriod period) => period.Force switch
    {
        RetentionForce.Mandatory => "obliged",
        RetentionForce.Limitation => "ifClaimed",
        _ => HashedMinimum.Contains(period.Code) ? "hashedMinimum" : "none",
    };
}
