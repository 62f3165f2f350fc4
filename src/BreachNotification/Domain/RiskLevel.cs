namespace Gdpr.BreachNotification.Domain;

/// <summary>How likely a risk for people is, as a named person states it (Arts. 33(1) and 34(1)); no score states it.</summary>
internal enum RiskLevel
{
    Unlikely,
    Risk,
    High,
}

internal static class RiskLevels
{
    public static string Word(this RiskLevel level) => level switch
    {
        RiskLevel.Unlikely => "unlikely",
        RiskLevel.Risk => "risk",
        _ => "high",
    };

    public static RiskLevel? Parse(string? word) => word switch
    {
        "unlikely" => RiskLevel.Unlikely,
        "risk" => RiskLevel.Risk,
        "high" => RiskLevel.High,
        _ => null,
    };
}
