using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Messaging;

/// <summary>Marks a host that declares its queues and takes nothing from them.</summary>
internal sealed record DeclareOnly;

/// <summary>
/// Declares at the broker every queue and binding of the hosted rooms, before any of them runs: an event published while
/// its reader has no queue yet is dropped by the broker, and nobody is told.
/// </summary>
internal static class BrokerDeclaration
{
    private static readonly TimeSpan Close = TimeSpan.FromSeconds(10);

    /// <summary>Asks a broker that is starting again and again, for <c>Gdpr:Migrate:WaitSeconds</c>.</summary>
    /// <exception cref="RuleViolation"><c>BROKER_OUT_OF_REACH</c>: it does not answer, or refuses a queue as we declare it.</exception>
    public static async Task DeclareAsync(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<GdprSettings>().Bus == BusKind.Memory)
        {
            return;
        }

        var patience = TimeSpan.FromSeconds(services.GetRequiredService<IConfiguration>().GetValue("Gdpr:Migrate:WaitSeconds", 120));
        var bus = services.GetRequiredService<IBusControl>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(patience);
        try
        {
            // The bus says that it has started once everything is declared; the client may forget one who waits, token and all.
            await bus.StartAsync(end.Token).WaitAsync(patience + Close, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new RuleViolation(new RuleError("BROKER_OUT_OF_REACH", $"The broker does not answer, or refuses a queue as it is declared ({e.GetType().Name}).", 503));
        }

        await CloseAsync(bus);
    }

    // Nothing depends on it any more: the process ends next.
    private static async Task CloseAsync(IBusControl bus)
    {
        using var end = new CancellationTokenSource(Close);
        await bus.StopAsync(end.Token).WaitAsync(Close).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
