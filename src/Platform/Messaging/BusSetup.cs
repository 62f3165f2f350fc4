using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Gdpr.Platform.Modules;

namespace Gdpr.Platform.Messaging;

/// <summary>Sets up the one bus of the process; rooms only contribute to it.</summary>
internal static class BusSetup
{
    /// <summary>After this many broken deliveries the broker hands a message to the room's watched queue.</summary>
    private const int DeliveryLimit = 20;

    public static void AddBus(this IHostApplicationBuilder builder, GdprSettings settings, IReadOnlyList<IModule> modules, IReadOnlyList<RoomRegistration> rooms, BusTopology topology)
    {
        var services = builder.Services;
        services.AddSingleton(topology);
        services.AddSingleton<DeliveryTracker>();
        services.AddSingleton<MessageCarrier>();
        services.TryAddSingleton(new MessageTypes([typeof(Messages.IAboutRequest).Assembly, .. modules.Select(m => m.GetType().Assembly)]));
        services.AddHostedService<BusWatch>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var module in modules)
            {
                var room = rooms.FirstOrDefault(r => r.Room == module.Name);
                if (room is not null)
                {
                    module.AddMessaging(new RoomBus(room.Room, bus, topology, room.Sagas));
                }
            }

            bus.AddConfigureEndpointsCallback((context, name, endpoint) => RoomOf(rooms, name).Configure(context, name, endpoint));
            UseTransport(bus, builder.Configuration, settings, rooms);
        });
        services.RemoveMassTransitHostedService();
        services.AddSingleton<MassTransitHostedService>();
        services.AddHostedService<BusStart>();
        services.Configure<MassTransitHostOptions>(o =>
        {
            // A host must start, and stop, with the broker away.
            o.WaitUntilStarted = false;
            o.StopTimeout = TimeSpan.FromSeconds(5);
            o.ConsumerStopTimeout = TimeSpan.FromSeconds(3);
        });
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(8));
    }

    private static RoomRegistration RoomOf(IReadOnlyList<RoomRegistration> rooms, string endpoint) =>
        rooms.Where(r => endpoint.StartsWith(r.Room + "-", StringComparison.Ordinal)).MaxBy(r => r.Room.Length)
        ?? throw new InvalidOperationException($"Endpoint {endpoint} begins with no room of this host.");

    private static void UseTransport(IBusRegistrationConfigurator bus, IConfiguration configuration, GdprSettings settings, IReadOnlyList<RoomRegistration> rooms)
    {
        if (settings.Bus == BusKind.Memory)
        {
            bus.UsingInMemory((context, cfg) =>
            {
                cfg.ConfigureJsonSerializerOptions(MessageJson.Extend);
                cfg.ConfigureEndpoints(context);
            });
            return;
        }

        var broker = configuration.GetConnectionString("messaging")
            ?? throw new InvalidOperationException("ConnectionStrings:messaging is missing.");
        bus.UsingRabbitMq((context, cfg) =>
        {
            cfg.Host(new Uri(broker));
            cfg.DeployTopologyOnly = context.GetService<DeclareOnly>() is not null;
            cfg.ConfigureJsonSerializerOptions(MessageJson.Extend);
            cfg.ConfigureEndpoints(context);
            foreach (var room in rooms)
            {
                cfg.ReceiveEndpoint(DeadLetters(room.Room), e =>
                {
                    // Its own limit is out of reach: after this queue there is none.
                    e.SetQuorumQueue();
                    e.ConfigureChannel(channel => channel.UseFilter(new ImpatientChannelFilter(TimeProvider.System)));
                    e.SetQueueArgument("x-delivery-limit", int.MaxValue);
                    room.WatchDeadLetters(context, DeadLetters(room.Room), e);
                });
            }
        });
        bus.AddConfigureEndpointsCallback((_, name, endpoint) =>
        {
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.SetQuorumQueue();
                rabbit.ConfigureChannel(channel => channel.UseFilter(new ImpatientChannelFilter(TimeProvider.System)));
                rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
                rabbit.SetQueueArgument("x-dead-letter-exchange", DeadLetters(RoomOf(rooms, name).Room));
            }
        });
    }

    private static string DeadLetters(string room) => $"{room}-dead-letters";
}
