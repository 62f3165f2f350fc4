using Gdpr.Kernel;

namespace Gdpr.BreachNotification.Domain;

/// <summary>What the method of severity cannot work with.</summary>
internal static class SeverityErrors
{
    public static readonly RuleError FactsInvalid = new("SEVERITY_FACTS_INVALID", "A field is not of its kind: words are text, dpc and individuals numbers, malicious and unintelligible true or false.", 422);
    public static readonly RuleError CategoryMissing = new("SEVERITY_CATEGORY_MISSING", "Say the category of data, or the dpc.", 422);
    public static readonly RuleError EiMissing = new("SEVERITY_EI_MISSING", "Say how easily people are identified (ei).", 422);
    public static readonly RuleError IndividualsNegative = new("SEVERITY_INDIVIDUALS_NEGATIVE", "There are no fewer than 0 people.", 422);

    public static RuleError ValueUnknown(string field) => new("SEVERITY_VALUE_UNKNOWN", $"The method has no such value of {field}.", 422);
}
