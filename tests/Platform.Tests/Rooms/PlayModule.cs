using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>A room for tests: consumers that follow a <see cref="Script"/>, a saga, and whatever endpoints a test maps.</summary>
public sealed class PlayModule<TDb>(string name) : IModule
    where TDb : PlayDbContext
{
    public string Name => name;

    public bool WithSaga { get; init; }

    public bool WithMail { get; init; }

    public Action<IEndpointRouteBuilder>? Api { get; init; }

    public Action<IEndpointRouteBuilder>? Inside { get; init; }

    public Action<IEndpointRouteBuilder>? Root { get; init; }

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<TDb, TDb, TDb, TDb>(Name);
        if (WithMail)
        {
            builder.AddRoomMail<TDb>();
        }
    }

    public void AddMessaging(RoomBus bus)
    {
        bus.AddConsumer<PlayConsumer<TDb>>("play");
        if (WithSaga)
        {
            bus.AddSaga<GameStateMachine, Game>("game");
        }
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<TDb>();
        Api?.Invoke(api);
    }

    public void MapInternal(IEndpointRouteBuilder inside) => Inside?.Invoke(inside);

    public void MapRoot(IEndpointRouteBuilder root) => Root?.Invoke(root);
}
