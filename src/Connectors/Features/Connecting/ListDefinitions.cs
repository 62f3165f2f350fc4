using Gdpr.Connectors.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>The kinds of third party that this room can speak to.</summary>
internal static class ListDefinitions
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/definitions", Handle).WithName(nameof(ListDefinitions)).WithSummary("Kinds of third party");

    internal static Ok<Page<ConnectorDefinition>> Handle() => TypedResults.Ok(new Page<ConnectorDefinition>(ConnectorDefinition.BuiltIn, null));
}
