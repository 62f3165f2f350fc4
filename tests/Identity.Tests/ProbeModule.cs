using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Identity.Tests;

/// <summary>A second room in the process, which knows tokens only by Identity's public keys.</summary>
internal sealed class ProbeModule : IModule
{
    public string Name => "probe";

    public void AddServices(IHostApplicationBuilder builder)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapGet("/who", (HttpContext http) => http.Actor());
        api.MapPost("/who", (HttpContext http) => http.Actor());
    }

    public void MapInternal(IEndpointRouteBuilder inside) =>
        inside.MapGet("/who", (HttpContext http) => new { actor = http.Actor() }).CalledBy("identity");
}
