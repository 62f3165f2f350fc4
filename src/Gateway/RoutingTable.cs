using Gdpr.Platform.Http;
using Yarp.ReverseProxy.Configuration;

namespace Gdpr.Gateway;

/// <summary>Which path belongs to which room. Only rooms named here (<c>Gdpr:Gateway:Rooms</c>) can be reached.</summary>
internal static class RoutingTable
{
    // Rooms know their own limits and answer 413; the gateway only keeps out what no room would take.
    private const long MostBody = 1024L * 1024 * 1024;
    private const long SmallBody = 64 * 1024;

    private static readonly string[] Rooms = ["contacts", "consent", "sales", "governance", "campaigns", "subject-rights", "connectors", "identity", "breach-notification"];

    public static string[] RoomsOf(IConfiguration configuration) => configuration.GetSection("Gdpr:Gateway:Rooms").Get<string[]>() ?? Rooms;

    public static InMemoryConfigProvider Read(IConfiguration configuration)
    {
        var rooms = RoomsOf(configuration);
        var links = configuration["Gdpr:Gateway:Links"] ?? "campaigns";
        IEnumerable<RouteConfig> routes =
        [
            .. rooms.Select(room => Route($"api-{room}", room, $"/api/{room}/{{**rest}}", MostBody)),
            .. rooms.Select(room => Route($"openapi-{room}", room, $"/openapi/{room}.json", SmallBody)),
            Route("connect", "identity", "/connect/{**rest}", SmallBody),
            Route("well-known", "identity", "/.well-known/{**rest}", SmallBody),
            Route("links", links, "/u/{**rest}", SmallBody),
        ];
        var clusters = rooms.Union(["identity", links], StringComparer.Ordinal).Select(Cluster);
        return new InMemoryConfigProvider([.. routes], [.. clusters]);
    }

    private static RouteConfig Route(string id, string room, string path, long most) => new()
    {
        RouteId = id,
        ClusterId = room,
        Match = new RouteMatch { Path = path },
        MaxRequestBodySize = most,
    };

    private static ClusterConfig Cluster(string room) => new()
    {
        ClusterId = room,
        Destinations = new Dictionary<string, DestinationConfig> { [room] = new() { Address = $"http://{room}" } },
    };
}
