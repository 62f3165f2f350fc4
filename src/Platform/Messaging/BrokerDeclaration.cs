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
    /// <summary>Asks a broker that is starting again and again, for <c>Gdpr:Migrate:WaitSeconds</c>.</summary>
    /// <exception cref="RuleViolation"><c>BROKER_OUT_OF_REACH</c>: it does not answer, or refuses a queue as we declare it.</exception>
    public static async Task DeclareAsync(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<GdprSettings>().Bus == BusKind.Memory)
        {
            return;
        }

        var patience = TimeSpan.FromSeconds(services.GetRequiredService<IConfiguration>().GetValue("Gdpr:Migrate:WaitSeconds", 120));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(patience);
        try
        {
            await services.GetRequiredService<IBusControl>().DeployAsync(end.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new RuleViolation(new RuleError("BROKER_OUT_OF_REACH", $"The broker does not answer, or refuses a queue as it is declared ({e.GetType().Name}).", 503));
        }
    }
}
