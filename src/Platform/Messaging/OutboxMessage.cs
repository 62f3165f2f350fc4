using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Messaging;

/// <summary>A message that leaves with the transaction that wrote it; ids and coded facts only.</summary>
[NotPersonal]
public sealed class OutboxMessage
{
    /// <summary>Made by the writer, ordered by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the inbox of each receiver remembers; a redelivery keeps it.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Full name of the message's record.</summary>
    public required string MessageType { get; init; }

    /// <summary>Exchange (queue) for a command; null for an event.</summary>
    public string? Destination { get; init; }

    public required string Body { get; init; }

    /// <summary>Headers as JSON, or null.</summary>
    public string? Headers { get; init; }

    public Guid? ConversationId { get; init; }

    /// <summary>W3C traceparent of the writer.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Due time, lease and back-off in one: nobody sweeps the row before.</summary>
    public required DateTimeOffset AvailableAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public int Attempts { get; set; }

    /// <summary>Set when the row can never be delivered; an operator replays or drops it.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Our code of the last failure; never an exception's text.</summary>
    public string? LastError { get; set; }
}

/// <summary>Says that a message was handled by one endpoint of this room, in the transaction that handled it.</summary>
[NotPersonal]
public sealed class InboxMessage
{
    public required Guid MessageId { get; init; }

    public required string Endpoint { get; init; }

    public required DateTimeOffset ConsumedAt { get; init; }
}

/// <summary>A message that could not be handled here; shown to operators, who replay it or drop it.</summary>
[NotPersonal]
public sealed class DeadMessage
{
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    public required string Endpoint { get; init; }

    public required string MessageType { get; init; }

    public required string Body { get; init; }

    public string? Headers { get; init; }

    /// <summary>Type of the exception, or code of the broken rule.</summary>
    public required string Reason { get; init; }

    public required int Deliveries { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? ReplayedAt { get; set; }

    /// <summary>The same message, under its old id, to the endpoint that could not handle it.</summary>
    internal OutboxMessage Again(Data.RoomDbContext db) => new()
    {
        Id = db.NewId(),
        MessageId = MessageId,
        MessageType = MessageType,
        Destination = Endpoint,
        Body = Body,
        Headers = Headers,
        CreatedAt = db.Now,
        AvailableAt = db.Now,
    };
}
