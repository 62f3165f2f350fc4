namespace Gdpr.Kernel.Deadlines;

internal static class DeadlineErrors
{
    internal static readonly RuleError KindUnknown = new("DEADLINE_KIND_UNKNOWN", "No deadline of this kind is known.", 422);
    internal static readonly RuleError ProfileUnknown = new("DEADLINE_PROFILE_UNKNOWN", "The profile is legal or conservative.", 422);
    internal static readonly RuleError RiskLevelUnknown = new("RISK_LEVEL_UNKNOWN", "The risk level is unlikely, risk or high.", 422);
    internal static readonly RuleError PauseReversed = new("DEADLINE_PAUSE_REVERSED", "The pause ends before it starts.", 422);
    internal static readonly RuleError DateOutOfRange = new("DEADLINE_DATE_OUT_OF_RANGE", "A date is outside the years 1900 to 2999.", 422);
}
