using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>Tries a connection without changing anything at the third party: what it understands, and whether it takes our token.</summary>
internal static class CheckHealth
{
    /// <param name="Code">Why it is not healthy; null when it is.</param>
    internal sealed record Response(bool Reachable, bool Authenticated, string? Code, IReadOnlyList<string> Rights, IReadOnlyList<string> Identifiers);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/connections/{id:guid}/health", Handle).WithName(nameof(CheckHealth)).WithSummary("Try a third party, read-only");

    internal static async Task<Ok<Response>> Handle(Guid id, ConnectorsDbContext db, Calls calls, CancellationToken ct)
    {
        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? throw new RuleViolation(ConnectorsErrors.ConnectionNotFound);
        var (discovery, found) = await calls.DiscoverAsync(connection, ct);
        var reachable = found.StatusCode is not null;
        if (discovery is null)
        {
            return TypedResults.Ok(new Response(reachable, false, found.Code, [], []));
        }

        // Nobody has this key: whoever takes the token answers that it is unknown.
        var asked = await calls.AskAsync(connection, db.NewId(), ct);
        var authenticated = asked.Kind is ReplyKind.Unknown or ReplyKind.Answered;
        return TypedResults.Ok(new Response(
            reachable, authenticated, authenticated ? null : asked.Code, discovery.Rights ?? [], discovery.Identifiers ?? []));
    }
}
