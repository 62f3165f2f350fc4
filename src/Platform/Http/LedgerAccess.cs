using Gdpr.Platform.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Http;

/// <summary>Answers 503 <c>LEDGER_REPLAY</c> for every path of a room whose gate is closed, but for those that the replay itself needs.</summary>
public static class LedgerAccess
{
    /// <summary>Other rooms read here before they are ready: waiting for this room's own replay would be waiting for each other.</summary>
    public static TBuilder ServedDuringReplay<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(ReplayMark.Instance);

    internal static TBuilder BelongsTo<TBuilder>(this TBuilder endpoint, string room)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RoomName(room));

    internal static void UseLedgerGate(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<LedgerGate>();
        app.Use((http, next) => IsClosed(http, gate) ? RefuseAsync(http) : next(http));
    }

    private static bool IsClosed(HttpContext http, LedgerGate gate) =>
        http.GetEndpoint()?.Metadata is { } endpoint
        && endpoint.GetMetadata<RoomName>() is { } room
        && !gate.IsOpen(room.Name)
        && endpoint.GetMetadata<ReplayMark>() is null;

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problems.From(LedgerGate.Replaying).ExecuteAsync(http);
    }

    private sealed record RoomName(string Name);

    private sealed class ReplayMark
    {
        public static readonly ReplayMark Instance = new();
    }
}
