using Gdpr.Kernel;

namespace Gdpr.Governance.Domain;

internal static class GovernanceErrors
{
    public static readonly RuleError RetentionFactsInvalid = new("RETENTION_FACTS_INVALID", "code and startDate are needed; dates are ISO 8601 days.", 422);
    public static readonly RuleError RetentionCodeUnknown = new("RETENTION_CODE_UNKNOWN", "No retention period has this code.", 422);
    public static readonly RuleError HoldIncomplete = new("LITIGATION_HOLD_INCOMPLETE", "A litigation hold needs author, reason and reviewDate.", 422);
    public static readonly RuleError ShorterThanLaw = new("RETENTION_SHORTER_THAN_LAW", "The law obliges to keep this longer; a company rule may only be longer.", 422);
    public static readonly RuleError RuleVersionTaken = new("RULE_VERSION_TAKEN", "Another version was decided at the same moment; read it first.", 409);
    public static readonly RuleError RuleNotLater = new("RULE_FROM_NOT_LATER", "A new version applies from a later day than the one before it.", 422);
    public static readonly RuleError HoldNotFound = new("HOLD_NOT_FOUND", "No litigation hold has this id.", 404);
    public static readonly RuleError HoldReleased = new("HOLD_RELEASED", "The hold was released; another claim is another hold.", 409);
    public static readonly RuleError ReviewInPast = new("REVIEW_DATE_PAST", "The review date lies after today.", 422);
}
