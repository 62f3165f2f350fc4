namespace Gdpr.Kernel.Law;

/// <summary>One number or date of the law with its source, in force from a day until a later row of the same key.</summary>
public sealed record LawParameter(
    string Key,
    string Value,
    DateOnly From,
    string Source,
    SourceConfidence Confidence,
    string? Unit = null,
    string? Pending = null,
    bool Disputable = false);
