namespace Gdpr.Kernel.Deadlines;

/// <summary>One sentence of the reasoning, for people.</summary>
public sealed record DeadlineStep(string En, string Fr);
