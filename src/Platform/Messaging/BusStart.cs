using Gdpr.Platform.Ledger;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Starts the bus once every room of the process has caught up with the erasure ledger: no message may meet somebody whom
/// a restore has brought back. They wait at the broker, or in their outboxes. Not before the server listens either: the
/// first messages may ask this very process over loopback, and a failure would delay them.
/// </summary>
internal sealed class BusStart(IServiceProvider services, LedgerGate gate) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    // Without a token MassTransit gives up after a minute, stops the bus and calls it started: a broker that takes longer to
    // come back would leave the room deaf for good. This one is never cancelled.
    private readonly CancellationTokenSource _however = new();
    private Task _start = Task.CompletedTask;

    // Made when it is wanted: one that was never started complains when it is disposed of.
    private MassTransitHostedService? _bus;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _start = StartWhenOpenAsync();
        return gate.Closed.Count == 0 ? _start : Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (_bus?.StopAsync(cancellationToken) ?? Task.CompletedTask);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _however.Dispose();
    }

    private async Task StartWhenOpenAsync()
    {
        await gate.WaitForAllAsync(_stopping.Token);
        _bus = services.GetRequiredService<MassTransitHostedService>();
        await _bus.StartAsync(_however.Token);
    }
}
