using System.Diagnostics;
using System.Text.Json;
using Gdpr.Platform.Data;

namespace Gdpr.Platform.Messaging;

/// <summary>What travels with a message beside its body.</summary>
internal sealed record OutgoingHeaders(
    Guid? MessageId = null, Guid? ConversationId = null, IReadOnlyDictionary<string, string>? Headers = null, TimeSpan? TimeToLive = null);

/// <summary>A row just written, with the object it was made from, so that the usual way reads nothing back.</summary>
public sealed class PendingMessage
{
    /// <summary>While this runs, the instance that wrote the row delivers it; after that any sweeper may.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private PendingMessage(OutboxMessage row, object message)
    {
        Row = row;
        Message = message;
    }

    public OutboxMessage Row { get; }

    public object Message { get; }

    internal static PendingMessage Create(RoomDbContext db, object message, string? destination, DateTimeOffset? due, OutgoingHeaders headers)
    {
        var now = db.Now;
        var id = db.NewId();
        var type = message.GetType();
        var row = new OutboxMessage
        {
            Id = id,
            MessageId = headers.MessageId ?? id,
            MessageType = type.FullName!,
            Destination = destination,
            Body = JsonSerializer.Serialize(message, type, MessageJson.Options),
            Headers = headers.Headers is { Count: > 0 } ? JsonSerializer.Serialize(headers.Headers) : null,
            ConversationId = headers.ConversationId,
            TraceParent = db.Trace ?? Activity.Current?.Id,
            CreatedAt = now,
            AvailableAt = due > now ? due.Value : now + Lease,
            ExpiresAt = now + headers.TimeToLive,
        };
        return new PendingMessage(row, message);
    }
}
