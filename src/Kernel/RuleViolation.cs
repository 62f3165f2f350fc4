namespace Gdpr.Kernel;

/// <summary>Says that a business rule was broken, for the one place that turns it into problem details; never retried.</summary>
public sealed class RuleViolation(RuleError error) : Exception(error.Code)
{
    public RuleError Error { get; } = error;
}
