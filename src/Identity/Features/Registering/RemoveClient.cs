using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Registering;

/// <summary>An integrator's client gets no more tokens; those it has end within the hour.</summary>
internal static class RemoveClient
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/clients/{id}", HandleAsync).WithName(nameof(RemoveClient)).WithSummary("Remove an integrator's client; its tokens end within the hour");

    private static async Task<NoContent> HandleAsync(string id, IdentityDbContext db, HttpContext http, CancellationToken ct)
    {
        await db.InTransactionAsync(
            async token =>
            {
                var removed = KnownRooms.IsRoom(id) ? 0 : await db.Clients.Where(c => c.ClientId == id).ExecuteDeleteAsync(token);
                if (removed == 0)
                {
                    throw new RuleViolation(IdentityErrors.ClientNotFound);
                }

                db.Audit(http.Actor(), "client.removed");
                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.NoContent();
    }
}
