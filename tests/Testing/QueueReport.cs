namespace Gdpr.Testing;

/// <summary>One queue as the broker sees it now; <c>Ready</c> leaves out what a consumer holds unacknowledged.</summary>
public sealed record QueueReport(string Name, string Type, uint Ready, uint Consumers);
