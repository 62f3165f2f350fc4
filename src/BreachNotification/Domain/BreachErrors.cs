using Gdpr.Kernel;

namespace Gdpr.BreachNotification.Domain;

/// <summary>Every rule this room may find broken.</summary>
internal static class BreachErrors
{
    public static readonly RuleError NotFound = new("BREACH_NOT_FOUND", "No such breach.", 404);
    public static readonly RuleError Closed = new("BREACH_CLOSED", "The file is closed.", 409);
    public static readonly RuleError AwarenessMissing = new("AWARENESS_MISSING", "First a person decides when we became aware (Art. 33(1)).", 409);
    public static readonly RuleError AwarenessNotified = new("AWARENESS_ALREADY_NOTIFIED", "The authority was told this awareness; correct it in a complementary notification.", 409);
    public static readonly RuleError DateInFuture = new("DATE_IN_FUTURE", "This cannot have happened later than now.", 422);
    public static readonly RuleError DatesOutOfOrder = new("DATES_OUT_OF_ORDER", "Detection, inquiry, awareness, its decision and notification follow each other.", 422);
    public static readonly RuleError DelayReasons = new("DELAY_REASONS_REQUIRED", "A late notification says why it is late (Art. 33(1)).", 422);
    public static readonly RuleError InitialMissing = new("NOTIFICATION_INITIAL_MISSING", "First comes the initial notification.", 409);
    public static readonly RuleError InitialExists = new("NOTIFICATION_INITIAL_EXISTS", "This authority has its initial notification; what is new is a complement (Art. 33(4)).", 409);
    public static readonly RuleError RiskNotDecided = new("RISK_NOT_DECIDED", "A person has yet to say how likely a risk is; no score does that.", 409);
    public static readonly RuleError NotificationMissing = new("NOTIFICATION_MISSING", "A breach with a risk is notified before its file is closed (Art. 33(1)).", 409);
    public static readonly RuleError NotificationNotClosed = new("NOTIFICATION_NOT_CLOSED", "The authority still waits for the closing notification.", 409);
    public static readonly RuleError SubjectsNotTold = new("SUBJECTS_NOT_TOLD", "High risk: say how the people were told, or which exemption of Art. 34(3) applies and what proves it.", 422);

    public const string FactsMissing = "FACTS_MISSING";
}
