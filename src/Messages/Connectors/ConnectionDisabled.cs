namespace Gdpr.Messages.Connectors;

/// <summary>A third party no longer takes part in new requests.</summary>
public sealed record ConnectionDisabled(Guid ConnectionId, string Target);
