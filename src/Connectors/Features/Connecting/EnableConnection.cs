using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Connectors;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>Lets a third party take part in requests from now on; announced in the transaction that enables it.</summary>
internal static class EnableConnection
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/connections/{id:guid}/enable", Handle).WithName(nameof(EnableConnection)).WithSummary("Let a third party take part in requests");

    internal static async Task<Ok<ConnectionView>> Handle(Guid id, ConnectorsDbContext db, HttpContext http, CancellationToken ct)
    {
        var connection = await db.Connections.SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? throw new RuleViolation(ConnectorsErrors.ConnectionNotFound);
        if (connection.Enable())
        {
            var role = JsonNamingPolicy.CamelCase.ConvertName(connection.Role.ToString());
            db.Publish(new ConnectionEnabled(id, connection.Target, role, connection.MayHoldUnknown));
            db.Audit(http.Actor(), "connection.enabled", reference: id);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(ConnectionView.Of(connection));
    }
}
