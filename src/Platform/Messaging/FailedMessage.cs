using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Data;
using MassTransit;

namespace Gdpr.Platform.Messaging;

/// <summary>A message as it lay in the queue, read from its envelope without its exception; a body of any shape is read.</summary>
internal sealed record FailedMessage(
    Guid MessageId, string TypeName, Type? Type, string Body, string? Headers, Guid? ConversationId, string? TraceParent, int Deliveries)
{
    private const string DeliveriesHeader = "gdpr-deliveries";
    private const string UrnPrefix = "urn:message:";

    public static FailedMessage Read(ReceiveContext context, MessageTypes types)
    {
        var envelope = ParseOrNull(context.Body.GetString()) as JsonObject;
        var urn = envelope?["messageType"] is JsonArray { Count: > 0 } urns ? Text(urns[0]) : null;
        var name = urn?.StartsWith(UrnPrefix, StringComparison.Ordinal) is true ? urn[UrnPrefix.Length..].Replace(':', '.') : "unknown";
        var headers = HeadersOf(envelope);
        return new FailedMessage(
            Guid.TryParse(Text(envelope?["messageId"]), out var id) ? id : context.GetMessageId() ?? Guid.Empty,
            name.Length <= 200 ? name : "unknown",
            types.Find(name),
            envelope?["message"]?.ToJsonString() ?? string.Empty,
            headers.Count == 0 ? null : JsonSerializer.Serialize(headers),
            Guid.TryParse(Text(envelope?["conversationId"]), out var conversation) ? conversation : null,
            headers.GetValueOrDefault(MessageCarrier.TraceParentHeader),
            int.TryParse(headers.GetValueOrDefault(DeliveriesHeader), CultureInfo.InvariantCulture, out var deliveries) ? deliveries : 0);
    }

    public OutboxMessage Again(RoomDbContext db, string endpoint, TimeSpan wait) => new()
    {
        Id = db.NewId(),
        MessageId = MessageId,
        MessageType = TypeName,
        Destination = endpoint,
        Body = Body,
        Headers = WithDeliveries(Deliveries + 1),
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
        Headers = Headers,
        Reason = reason,
        Deliveries = Deliveries + 1,
        At = db.Now,
    };

    private string WithDeliveries(int deliveries)
    {
        var headers = Headers is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(Headers)!;
        headers[DeliveriesHeader] = deliveries.ToString(CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(headers);
    }

    // MassTransit's own (MT-...) stay behind: those of a fault quote the exception.
    private static Dictionary<string, string> HeadersOf(JsonObject? envelope) =>
        (envelope?["headers"] as JsonObject ?? [])
            .Where(h => !h.Key.StartsWith("MT-", StringComparison.OrdinalIgnoreCase) && Text(h.Value) is not null)
            .ToDictionary(h => h.Key, h => Text(h.Value)!);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

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
