using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Architecture.Tests.Planted;

/// <summary>A room that breaks each rule about endpoints and queues once, and keeps each once.</summary>
internal sealed class PlantedModule : IModule
{
    public string Name => "planted";

    public void AddServices(IHostApplicationBuilder builder) =>
        builder.AddRoomDatabase<PlantedDbContext, PlantedDbContext, PlantedDbContext, PlantedDbContext>(Name);

    public void AddMessaging(RoomBus bus)
    {
        var borrowed = Room.Of("Consent").Assembly.GetType("Gdpr.Consent.Features.Registering.SubjectsRegisteredConsumer", throwOnError: true)!;
        typeof(RoomBus).GetMethod(nameof(RoomBus.AddConsumer))!.MakeGenericMethod(borrowed).Invoke(bus, ["borrowed"]);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapGet("/locked", () => TypedResults.Ok());
        api.MapGet("/open", () => TypedResults.Ok()).AllowAnonymousBecause("The planted door that says why it is open.");
        api.MapGet("/ajar", () => TypedResults.Ok()).AllowAnonymous();
    }

    public void MapInternal(IEndpointRouteBuilder inside)
    {
        inside.MapGet("/known", () => TypedResults.Ok()).CalledBy("planted");
        inside.MapGet("/stranger", () => TypedResults.Ok()).CalledBy("nobody-knows");
        inside.MapGet("/anybody", () => TypedResults.Ok());
    }

    public void MapRoot(IEndpointRouteBuilder root) => root.MapGet("/bare", () => TypedResults.Ok());
}
