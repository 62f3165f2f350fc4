using System.Collections.Frozen;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Rights;

/// <summary>Whether a right applies under a legal basis.</summary>
public enum Application
{
    No,
    Yes,

    /// <summary>If one of the law's grounds is met.</summary>
    Conditional,
}

/// <summary>One right and the six legal bases of Art. 6(1).</summary>
public sealed record RightsRow(
    string Right,
    Application Consent,
    Application Contract,
    Application LegalObligation,
    Application Vital,
    Application PublicTask,
    Application LegitimateInterests,
    string Source,
    SourceConfidence Confidence)
{
    public Application Under(LegalBasis basis) => basis switch
    {
        LegalBasis.Consent => Consent,
        LegalBasis.Contract => Contract,
        LegalBasis.LegalObligation => LegalObligation,
        LegalBasis.VitalInterests => Vital,
        LegalBasis.PublicTask => PublicTask,
        _ => LegitimateInterests,
    };
}

/// <summary>Which right applies under which legal basis: data with its source, decided record by record.</summary>
public static class RightsMatrix
{
    public static readonly RuleError RightUnknown = new("RIGHT_UNKNOWN", "The matrix has no such right.", 422);

    public static IReadOnlyList<RightsRow> Rows { get; } = LawTable.Read<RightsRow>("rights-matrix.json");

    private static readonly FrozenDictionary<string, RightsRow> ByRight = Rows.ToFrozenDictionary(r => r.Right);

    public static RightsRow Of(string right) => ByRight.GetValueOrDefault(right) ?? throw new RuleViolation(RightUnknown);
}
