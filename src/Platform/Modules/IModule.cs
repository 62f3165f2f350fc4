using Gdpr.Platform.Messaging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Modules;

/// <summary>A room as the host sees it. The same module runs alone in its process or with the others in Standalone.</summary>
public interface IModule
{
    /// <summary>Route, schema, queue prefix and SQLite file, e.g. <c>subject-rights</c>.</summary>
    string Name { get; }

    /// <summary>The room in whose process this module always lives; null for a room of its own.</summary>
    string? PartOf => null;

    void AddServices(IHostApplicationBuilder builder);

    /// <summary>What an operator may ask of this room on the command line, after its name; null for what it does not know.</summary>
    Func<IServiceProvider, CancellationToken, Task<int>>? FindVerb(string[] args) => null;

    /// <summary>Adds the room's consumers and sagas to the one bus of the process.</summary>
    void AddMessaging(RoomBus bus)
    {
    }

    /// <summary>Maps the endpoints under <c>/api/&lt;room&gt;</c>; the group already demands the room's scopes.</summary>
    void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    /// <summary>Maps the endpoints under <c>/api/&lt;room&gt;/me</c>, for a signed-in data subject about themselves.</summary>
    void MapSelf(IEndpointRouteBuilder self)
    {
    }

    /// <summary>Maps the endpoints under <c>/internal/&lt;room&gt;</c>, for other rooms only; each says which rooms may call.</summary>
    void MapInternal(IEndpointRouteBuilder inside)
    {
    }

    /// <summary>Maps what the law or a protocol puts at the root, e.g. <c>/connect/token</c>.</summary>
    void MapRoot(IEndpointRouteBuilder root)
    {
    }
}
