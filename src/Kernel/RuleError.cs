namespace Gdpr.Kernel;

/// <summary>Names a broken rule by a stable upper-snake code; the message never contains personal data.</summary>
public sealed record RuleError(string Code, string Message, int Status = 409);
