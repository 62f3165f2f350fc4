using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Messaging;

/// <summary>Connects the rooms' outboxes and lets them go once the bus has started.</summary>
internal sealed class BusWatch(
    IBusControl bus, MessageCarrier carrier, IOutboxSignal signal, IEnumerable<IOutboxDispatcher> dispatchers, IEnumerable<RoomRegistration> rooms) : BackgroundService
{
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
    }
}
