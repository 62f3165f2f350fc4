using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Platform.Http;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>Puts an event on its way, in the transaction of whoever tells it.</summary>
internal static class DeliveryWriting
{
    /// <summary>Answers the id of the delivery, by which the receiver knows a repeat.</summary>
    public static Guid Tell(this ConnectorsDbContext db, Guid webhook, string name, object data)
    {
        var id = db.NewId();
        var body = JsonSerializer.Serialize(new { id, type = name, at = db.Now, data }, RoomJson.Options);
        db.Deliveries.Add(WebhookDelivery.Of(id, webhook, name, body, db.Now));
        return id;
    }
}
