using Gdpr.Platform.Messaging;

namespace Gdpr.Platform.Data;

/// <summary>What every room's context needs from the host.</summary>
public sealed record RoomContextServices(TimeProvider Clock, WriteGates Gates, IOutboxSignal Outbox)
{
    internal NewIds Ids { get; } = new();
}
