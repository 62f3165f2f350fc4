using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Gdpr.Architecture.Tests;

/// <summary>No endpoint without a lock, or a written reason for having none.</summary>
internal static class EndpointRules
{
    public static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    public static IEnumerable<string> Violations(RouteEndpoint endpoint, IReadOnlyCollection<string> rooms)
    {
        var path = Path(endpoint);
        var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var reason = endpoint.Metadata.GetMetadata<AnonymousReason>()?.Reason;
        if (open && string.IsNullOrWhiteSpace(reason) && !RoomMap.RootRoutes.ContainsKey(path))
        {
            yield return $"{path} is open without a reason";
        }

        if (!open && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && Requirements(endpoint).Count == 0)
        {
            yield return $"{path} has no authorization";
        }

        var api = rooms.FirstOrDefault(r => path.StartsWith($"/api/{r}/", StringComparison.Ordinal) || path == $"/api/{r}");
        var inside = rooms.FirstOrDefault(r => path.StartsWith($"/internal/{r}/", StringComparison.Ordinal));
        if (api is not null && !open && path.StartsWith($"/api/{api}/me", StringComparison.Ordinal))
        {
            if (!Requirements(endpoint).Contains("SelfScope { }"))
            {
                yield return $"{path} is not about the person whose session it is";
            }
        }
        else if (api is not null && !open && !Requirements(endpoint).Contains($"RoomScope {{ Room = {api} }}"))
        {
            yield return $"{path} does not demand the scope of {api}";
        }

        if (inside is not null && !(Requirements(endpoint).Contains("InternalScope { }") && endpoint.Metadata.GetMetadata<InternalCallers>() is { Rooms.Count: > 0 }))
        {
            yield return $"{path} does not name the rooms that may call it";
        }

        if (api is null && inside is null && !RoomMap.RootRoutes.ContainsKey(path) && !rooms.Any(r => IsDocumentOf(r, path)))
        {
            yield return $"{path} lies outside its room";
        }
    }

    /// <summary>Callers are rooms of the suite: a name with a slip would lock everybody out.</summary>
    public static IEnumerable<string> UnknownCallers(RouteEndpoint endpoint, IReadOnlyCollection<string> rooms) =>
        (endpoint.Metadata.GetMetadata<InternalCallers>()?.Rooms ?? []).Except(rooms).Select(c => $"{Path(endpoint)} is called by {c}");

    private static bool IsDocumentOf(string room, string path) => path == "/openapi/{documentName:regex(^" + room + "$)}.json";

    private static List<string> Requirements(RouteEndpoint endpoint) =>
        [.. endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>().SelectMany(p => p.Requirements).Select(r => r.ToString()!)];
}
