using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Gdpr.Platform.Http;

/// <summary>
/// Every endpoint of the host, built once. The framework builds them for authorization and again for routing, and compiling
/// hundreds of them is a third of a start. No endpoint is added after the host is built.
/// </summary>
internal sealed class EndpointsOnce : EndpointDataSource
{
    private readonly Lazy<IReadOnlyList<Endpoint>> _endpoints;

    private EndpointsOnce(IReadOnlyList<EndpointDataSource> sources) =>
        _endpoints = new(() => [.. sources.SelectMany(s => s.Endpoints)]);

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints.Value;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    public static void Put(WebApplication app)
    {
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        var once = new EndpointsOnce([.. sources]);
        sources.Clear();
        sources.Add(once);
    }

    /// <summary>Builds them beside whatever else the start does; a fault is thrown where the server asks for them.</summary>
    public static void Begin(WebApplication app)
    {
        foreach (var once in ((IEndpointRouteBuilder)app).DataSources.OfType<EndpointsOnce>())
        {
            _ = Task.Run(() => once.Endpoints.Count);
        }
    }
}
