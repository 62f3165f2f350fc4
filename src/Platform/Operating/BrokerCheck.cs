using Gdpr.Platform.Modules;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gdpr.Platform.Operating;

/// <summary>Whether the broker takes a connection with these credentials.</summary>
internal static class BrokerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> LookAsync(IConfiguration configuration, GdprSettings settings, CancellationToken ct)
    {
        if (settings.Bus == BusKind.Memory)
        {
            return [Finding.Good("BROKER_NOT_NEEDED", "messages stay in this process")];
        }

        try
        {
            var factory = new ConnectionFactory { Uri = new Uri(configuration.GetConnectionString("messaging")!), RequestedConnectionTimeout = Patience };
            await using var connection = await factory.CreateConnectionAsync(ct);
            return [Finding.Good("BROKER_OK", connection.Endpoint.HostName)];
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or UriFormatException or ArgumentException or IOException or TimeoutException)
        {
            return [Finding.Bad("BROKER_OUT_OF_REACH", $"{(e.InnerException ?? e).GetType().Name}: check ConnectionStrings:messaging (host, user, virtual host) and whether RabbitMQ runs.")];
        }
    }
}
