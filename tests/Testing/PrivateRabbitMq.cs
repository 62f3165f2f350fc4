using Gdpr.Testing.Servers;
using RabbitMQ.Client;
using Testcontainers.RabbitMq;

namespace Gdpr.Testing;

/// <summary>A RabbitMQ broker for tests: a container where Docker answers, else the system's package on loopback.</summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    public const string Unavailable = "RabbitMQ: no rabbitmq-server binary and no Docker";

    private static readonly Lazy<Task<PrivateRabbitMq?>> Shared = new(() => Task.Run(LendOrStartAsync));

    private readonly RabbitMqEndpoint endpoint;
    private readonly RabbitMqManagement management;
    private readonly IServer? server;

    private PrivateRabbitMq(RabbitMqEndpoint endpoint, IServer? server)
    {
        this.endpoint = endpoint;
        this.server = server;
        management = new RabbitMqManagement(endpoint);
    }

    public string ConnectionString => endpoint.ConnectionString;

    public Uri Management => endpoint.Management;

    internal IServer? Server => server;

    /// <summary>Where the broker writes; null where it is a container, or the server of another process.</summary>
    public string? DataFolder => (server as LocalRabbitMq)?.Folder;

    /// <summary>A broker of the caller's own, to kill and restart; null where there is neither a binary nor Docker.</summary>
    public static async Task<PrivateRabbitMq?> StartAsync(CancellationToken ct = default)
    {
        var endpoint = RabbitMqEndpoint.OnLoopback();
        if (await ServerForAsync(endpoint) is not { } server)
        {
            return null;
        }

        var broker = new PrivateRabbitMq(endpoint, server);
        try
        {
            await broker.RestartAsync(ct);
            return broker;
        }
        catch (Exception e)
        {
            await broker.DisposeAsync();
            throw new InvalidOperationException($"RabbitMQ did not start: {e.Message} {server.Output}", e);
        }
    }

    /// <summary>The one broker of this test run: the one that GDPR_TEST_RABBITMQ names, else one per test process.</summary>
    public static Task<PrivateRabbitMq?> SharedAsync() => Shared.Value;

    /// <summary>The connection string of a virtual host that nobody else uses: old queues and bindings distort tests.</summary>
    public async Task<string> NewVirtualHostAsync(CancellationToken ct = default)
    {
        var name = $"test-{Secret.Next(6)}";
        await management.CreateVirtualHostAsync(name, ct);
        return $"{ConnectionString}/{name}";
    }

    /// <summary>Deletes a virtual host, given by a connection string to it, with all it holds, and makes it anew.</summary>
    public async Task EmptyVirtualHostAsync(string virtualHost, CancellationToken ct = default)
    {
        var name = virtualHost.Split('/')[^1];
        await management.DeleteVirtualHostAsync(name, ct);
        await management.CreateVirtualHostAsync(name, ct);
    }

    /// <summary>The queues of a virtual host (its name, or a connection string to it) with their live counts.</summary>
    public async Task<IReadOnlyList<QueueReport>> ListQueuesAsync(string virtualHost, CancellationToken ct = default)
    {
        var name = virtualHost.Contains("://", StringComparison.Ordinal) ? virtualHost.Split('/')[^1] : virtualHost;
        var queues = await management.ListQueuesAsync(name, ct);
        var factory = new ConnectionFactory { Uri = new Uri($"{ConnectionString}/{name}") };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var reports = new List<QueueReport>();
        foreach (var queue in queues)
        {
            // The management API counts every few seconds; the queue itself knows now.
            var live = await channel.QueueDeclarePassiveAsync(queue.Name, ct);
            reports.Add(new QueueReport(queue.Name, queue.Type, live.MessageCount, live.ConsumerCount));
        }

        return reports;
    }

    /// <summary>
    /// Waits until a broker that is killed would find a queue again: RabbitMQ 3.10 answers a declaration up to two seconds
    /// before. A container's disk is not read: there it returns at once.
    /// </summary>
    public Task RecordedAsync(string queue, CancellationToken ct = default) => Server is LocalRabbitMq local
        ? Eventually.Async(() => Task.FromResult(local.HasRecorded(queue)), TimeSpan.FromSeconds(30), $"the broker would find {queue} again", ct)
        : Task.CompletedTask;

    /// <summary>
    /// SIGKILL to the broker: nothing is shut down in good order. What <see cref="RecordedAsync"/> does not yet see is
    /// afterwards gone (classic queue) or dead (quorum queue: every call on it hangs).
    /// </summary>
    public Task KillAsync() => Own().KillAsync();

    /// <summary>Starts a killed broker again on the same data and the same ports.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await Own().StartAsync(ct);
        await Eventually.Async(
            () => management.AnswersAsync(ct), TimeSpan.FromSeconds(60), "RabbitMQ answers", ct);
    }

    public async ValueTask DisposeAsync()
    {
        management.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private IServer Own() => server
        ?? throw new InvalidOperationException("This broker belongs to the whole run: start one with Require.OwnRabbitMqAsync to kill it.");

    private static async Task<PrivateRabbitMq?> LendOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable("GDPR_TEST_RABBITMQ") is { Length: > 0 } amqp)
        {
            var api = Environment.GetEnvironmentVariable("GDPR_TEST_RABBITMQ_MANAGEMENT");
            return new PrivateRabbitMq(RabbitMqEndpoint.Parse(amqp, api), server: null);
        }

        var broker = await StartAsync();
        if (broker is not null)
        {
            AtExit.Dispose(broker);
        }

        return broker;
    }

    private static async Task<IServer?> ServerForAsync(RabbitMqEndpoint endpoint)
    {
        if (await DockerEngine.AnswersAsync())
        {
            return new ContainerServer(new RabbitMqBuilder("rabbitmq:4-management")
                .WithUsername(endpoint.User)
                .WithPassword(endpoint.Password)
                .WithPortBinding(endpoint.Port, RabbitMqBuilder.RabbitMqPort)
                .WithPortBinding(endpoint.Management.Port, 15672)
                .Build());
        }

        return LocalRabbitMq.Binary is { } binary ? new LocalRabbitMq(binary, endpoint) : null;
    }
}
