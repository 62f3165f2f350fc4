using Gdpr.Kernel;

namespace Gdpr.Campaigns.Domain;

internal static class CampaignsErrors
{
    public static readonly RuleError CampaignNotFound = new("CAMPAIGN_NOT_FOUND", "No campaign has this id.", 404);
    public static readonly RuleError TemplateNotFound = new("TEMPLATE_NOT_FOUND", "No template has this id.", 404);
    public static readonly RuleError SegmentNotFound = new("SEGMENT_NOT_FOUND", "No segment has this id.", 404);
    public static readonly RuleError PreflightNotFound = new("PREFLIGHT_NOT_FOUND", "This campaign has no such pre-flight.", 404);
    public static readonly RuleError SendNotFound = new("SEND_NOT_FOUND", "This campaign has no such send.", 404);
    public static readonly RuleError TemplateMalformed = new("TEMPLATE_MALFORMED", "The template is not valid Liquid.", 422);
    public static readonly RuleError TemplateInUse = new("TEMPLATE_IN_USE", "A launched campaign uses these words; make another template.", 409);
    public static readonly RuleError SegmentInUse = new("SEGMENT_IN_USE", "A launched campaign uses this segment; make another one.", 409);
    public static readonly RuleError ChannelDiffers = new("CHANNEL_DIFFERS", "The template is for another channel.", 422);
    public static readonly RuleError AlreadyLaunched = new("ALREADY_LAUNCHED", "The campaign has been launched.", 409);
    public static readonly RuleError NotRunning = new("NOT_RUNNING", "The campaign does not run.", 409);
    public static readonly RuleError NotPaused = new("NOT_PAUSED", "The campaign is not paused.", 409);
    public static readonly RuleError PreflightStale = new("PREFLIGHT_STALE", "Words or segment changed since the pre-flight; run it again.", 409);
    public static readonly RuleError PreflightBlocked = new("PREFLIGHT_BLOCKED", "The pre-flight says what is missing in the words.", 409);
    public static readonly RuleError TooManyTestAddresses = new("TOO_MANY_TEST_ADDRESSES", "A test goes to at most five addresses.", 422);
    public static readonly RuleError NotStaff = new("NOT_STAFF", "A test goes to addresses of the company only (Gdpr:Campaigns:StaffDomains).", 422);
    public static readonly RuleError TestFailed = new("TEST_FAILED", "The mail server did not take the test.", 502);
    public static readonly RuleError CallEnded = new("CALL_ENDED", "The call has no open outcome.", 409);
    public static readonly RuleError NoProvider = new("NO_PROVIDER", "No provider is configured for this channel.", 409);
    public static readonly RuleError NoNotice = new("NOTICE_MISSING", "The campaign names no notice under which a consent could be confirmed.", 409);
    public static readonly RuleError ReportMalformed = new("REPORT_MALFORMED", "The message is neither a delivery report nor a complaint.", 422);
}
