using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Messaging;

/// <summary>Connects the rooms' outboxes, lets them go once the bus has started, and tells them when a lost broker is back.</summary>
internal sealed class BusWatch(
    IBusControl bus, MessageCarrier carrier, IOutboxSignal signal, IEnumerable<IOutboxDispatcher> dispatchers, IEnumerable<RoomRegistration> rooms,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var dispatcher in dispatchers)
        {
            ((OutboxSignal)signal).Connect(rooms.Single(r => r.Context == dispatcher.Context).Room, dispatcher);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        carrier.Started();
        if (!carrier.InMemory)
        {
            await WatchAsync(stoppingToken);
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        var away = false;
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            var healthy = IsHealthy();
            if (healthy && away)
            {
                TellOfReturn();
            }

            away = !healthy;
        }
    }

    // A bus that breaks down while it is asked is not healthy, and no reason to end the host.
    private bool IsHealthy()
    {
        try
        {
            return bus.CheckHealth().Status == BusHealthStatus.Healthy;
        }
        catch (Exception e) when (e is InvalidOperationException or MassTransitException)
        {
            return false;
        }
    }

    private void TellOfReturn()
    {
        foreach (var dispatcher in dispatchers)
        {
            dispatcher.BrokerReturned();
        }
    }
}
