namespace Gdpr.Kernel.Marketing;

internal static class MarketingErrors
{
    internal static readonly RuleError ChannelUnknown = new("CHANNEL_UNKNOWN", "No channel has this name.", 422);
    internal static readonly RuleError AudienceUnknown = new("AUDIENCE_UNKNOWN", "The audience is B2C or B2B.", 422);
    internal static readonly RuleError TimeZoneUnknown = new("TIME_ZONE_UNKNOWN", "No time zone has this name.", 422);
    internal static readonly RuleError ConsentStateUnknown = new("CONSENT_STATE_UNKNOWN", "A consent is given, refused, withdrawn or none.", 422);
    internal static readonly RuleError TrackingStateUnknown = new("TRACKING_STATE_UNKNOWN", "A consent to tracking is given, refused or none.", 422);
    internal static readonly RuleError ObjectionScopeUnknown = new("OBJECTION_SCOPE_UNKNOWN", "An objection is to a channel or to all.", 422);
    internal static readonly RuleError NumberNegative = new("NUMBER_NEGATIVE", "An age or a count is not below zero.", 422);
    internal static readonly RuleError DateOutOfRange = new("DATE_OUT_OF_RANGE", "A date lies between the years 1900 and 2999.", 422);
}
