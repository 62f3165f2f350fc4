using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Gdpr.Web.Reference;

/// <summary>One page for integrators over every room's document; it loads nothing from elsewhere and tells nobody who reads it.</summary>
internal static class ApiReference
{
    // Scalar starts itself by a script in the page; connect-src keeps it from calling anybody but this host.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes, IReadOnlyList<string> rooms)
    {
        var reference = routes.MapGroup(string.Empty);
        reference.AddEndpointFilter(async (invocation, next) =>
        {
            PageHeaders.Common(invocation.HttpContext.Response, Policy);
            return await next(invocation);
        });
        reference.MapScalarApiReference("/reference", o => o
            .WithTitle("Gdpr API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocuments(rooms)
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .HideDeveloperTools());
    }
}
