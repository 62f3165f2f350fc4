using Gdpr.Platform.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Gdpr.Gateway;

/// <summary>Which path belongs to which room. Only rooms named here (<c>Gdpr:Gateway:Rooms</c>) can be reached.</summary>
internal static class RoutingTable
{
    // The same limits as in the rooms. A room that refuses a large body closes the connection while the rest is still on
    // its way, and the gateway could only say that the room is unavailable: so it refuses first.
    private const long FileBody = 1024L * 1024 * 1024;
    private const long MostBody = 1024 * 1024;
    private const long SmallBody = 64 * 1024;

    private static readonly string[] FileTypes = ["multipart/form-data", "text/csv", "application/x-ndjson"];

    private static readonly string[] Rooms = ["contacts", "consent", "sales", "governance", "campaigns", "subject-rights", "connectors", "identity", "breach-notification"];

    // A replica that cannot be reached is left out after one call, and comes back when it answers; the last one is always tried.
    private static readonly HealthCheckConfig Health = new()
    {
        AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        Passive = new PassiveHealthCheckConfig
        {
            Enabled = true,
            Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
            ReactivationPeriod = TimeSpan.FromSeconds(15),
        },
        Active = new ActiveHealthCheckConfig
        {
            Enabled = true,
            Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
            Path = "/health/live",
            Interval = TimeSpan.FromSeconds(5),
            Timeout = TimeSpan.FromSeconds(3),
        },
    };

    public static string[] RoomsOf(IConfiguration configuration) => configuration.GetSection("Gdpr:Gateway:Rooms").Get<string[]>() ?? Rooms;

    public static InMemoryConfigProvider Read(IConfiguration configuration)
    {
        var rooms = RoomsOf(configuration);
        var links = configuration["Gdpr:Gateway:Links"] ?? "campaigns";
        IEnumerable<RouteConfig> routes =
        [
            .. rooms.Select(room => Route($"api-{room}", room, $"/api/{room}/{{**rest}}", MostBody)),
            .. rooms.Select(room => Files(Route($"files-{room}", room, $"/api/{room}/{{**rest}}", FileBody))),
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

    private static RouteConfig Files(RouteConfig route) => route with
    {
        Match = new RouteMatch
        {
            Path = route.Match.Path,
            Headers = [new RouteHeader { Name = "Content-Type", Mode = HeaderMatchMode.HeaderPrefix, Values = FileTypes }],
        },
    };

    private static ClusterConfig Cluster(string room) => new()
    {
        ClusterId = room,
        Destinations = new Dictionary<string, DestinationConfig> { [room] = new() { Address = $"http://{room}" } },
        HealthCheck = Health,
    };
}
