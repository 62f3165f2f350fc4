namespace Gdpr.Kernel.Marketing;

internal static class MarketingErrors
{
    internal static readonly RuleError DateInvalid = new("MARKETING_DATE_INVALID", "A date is a day, or an instant with its offset, in ISO 8601.", 422);
    internal static readonly RuleError ChannelUnknown = new("CHANNEL_UNKNOWN", "No rule is known for this channel.", 422);
    internal static readonly RuleError AudienceUnknown = new("AUDIENCE_UNKNOWN", "The audience is B2C or B2B.", 422);
    internal static readonly RuleError TimeZoneUnknown = new("TIME_ZONE_UNKNOWN", "No time zone has this name.", 422);
    internal static readonly RuleError ConsentStateUnknown = new("CONSENT_STATE_UNKNOWN", "A consent is given, refused, withdrawn or none.", 422);
}
