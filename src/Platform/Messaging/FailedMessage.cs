using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Data;
using MassTransit;

namespace Gdpr.Platform.Messaging;

/// <summary>A message as it lay in the queue, read from its envelope without its exception.</summary>
internal sealed record FailedMessage(
    Guid MessageId, string TypeName, Type? Type, string Body, Guid? ConversationId, string? TraceParent, int Deliveries)
{
    private const string DeliveriesHeader = "gdpr-deliveries";

    public static FailedMessage Read(ReceiveContext context, MessageTypes types)
    {
        var envelope = ParseOrNull(context.Body.GetString());
        var urn = envelope?["messageType"]?.AsArray().FirstOrDefault()?.GetValue<string>();
        var name = urn is null ? "unknown" : urn["urn:message:".Length..].Replace(':', '.');
        var headers = envelope?["headers"] as JsonObject;
        return new FailedMessage(
            Guid.TryParse(envelope?["messageId"]?.GetValue<string>(), out var id) ? id : context.GetMessageId() ?? Guid.Empty,
            name,
            types.Find(name),
            envelope?["message"]?.ToJsonString() ?? string.Empty,
            Guid.TryParse(envelope?["conversationId"]?.GetValue<string>(), out var conversation) ? conversation : null,
            headers?[MessageCarrier.TraceParentHeader]?.GetValue<string>(),
            int.TryParse(headers?[DeliveriesHeader]?.ToString(), out var deliveries) ? deliveries : 0);
    }

    public OutboxMessage Again(RoomDbContext db, string endpoint, TimeSpan wait) => new()
    {
        Id = db.NewId(),
        MessageId = MessageId,
        MessageType = TypeName,
        Destination = endpoint,
        Body = Body,
        Headers = JsonSerializer.Serialize(new Dictionary<string, string> { [DeliveriesHeader] = (Deliveries + 1).ToString() }),
        ConversationId = ConversationId,
        TraceParent = TraceParent,
        CreatedAt = db.Now,
        AvailableAt = db.Now + wait,
    };

    public DeadMessage Dead(RoomDbContext db, string endpoint, string reason) => new()
    {
        Id = db.NewId(),
        MessageId = MessageId,
        Endpoint = endpoint,
        MessageType = TypeName,
        Body = Body,
        Reason = reason,
        Deliveries = Deliveries + 1,
        At = db.Now,
    };

    private static JsonNode? ParseOrNull(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
