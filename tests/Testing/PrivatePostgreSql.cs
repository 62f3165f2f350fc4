using Gdpr.Testing.Servers;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Gdpr.Testing;

/// <summary>A PostgreSQL server for tests: a container where Docker answers, else the system's package on loopback.</summary>
public sealed class PrivatePostgreSql : IAsyncDisposable
{
    public const string Unavailable = "PostgreSQL: no initdb and postgres binaries and no Docker";

    private static readonly Lazy<Task<PrivatePostgreSql?>> Shared = new(() => Task.Run(LendOrStartAsync));

    private readonly IServer? server;

    private PrivatePostgreSql(string connectionString, IServer? server)
    {
        ConnectionString = connectionString;
        this.server = server;
    }

    /// <summary>To the database <c>postgres</c>, as administrator.</summary>
    public string ConnectionString { get; }

    internal IServer? Server => server;

    /// <summary>A server of the caller's own, to kill and restart; <paramref name="durable"/> keeps fsync on, for figures rather than for safety.</summary>
    public static async Task<PrivatePostgreSql?> StartAsync(bool durable = false, CancellationToken ct = default)
    {
        var endpoint = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = FreePort.Next(),
            Username = "gdpr",
            Password = Secret.Next(),
            Database = "postgres",
            IncludeErrorDetail = true,
        };
        if (await ServerForAsync(endpoint, durable) is not { } server)
        {
            return null;
        }

        var started = new PrivatePostgreSql(endpoint.ConnectionString, server);
        try
        {
            await server.StartAsync(ct);
            return started;
        }
        catch (Exception e)
        {
            await started.DisposeAsync();
            throw new InvalidOperationException($"PostgreSQL did not start: {e.Message} {server.Output}", e);
        }
    }

    /// <summary>The one server of this test run: the one that GDPR_TEST_POSTGRESQL names, else one per test process.</summary>
    public static Task<PrivatePostgreSql?> SharedAsync() => Shared.Value;

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken ct = default)
    {
        var name = $"test_{Secret.Next(6)}";
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(ct);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(ct);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>SIGKILL to the server and all its sessions.</summary>
    public async Task KillAsync()
    {
        await Own().KillAsync();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Starts a killed server again on the same data and the same port.</summary>
    public Task RestartAsync(CancellationToken ct = default) => Own().StartAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private IServer Own() => server
        ?? throw new InvalidOperationException("This server belongs to the whole run: start one with Require.OwnPostgreSqlAsync to kill it.");

    private static async Task<PrivatePostgreSql?> LendOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable("GDPR_TEST_POSTGRESQL") is { Length: > 0 } named)
        {
            return new PrivatePostgreSql(named, server: null);
        }

        var started = await StartAsync();
        if (started is not null)
        {
            AtExit.Dispose(started);
        }

        return started;
    }

    private static async Task<IServer?> ServerForAsync(NpgsqlConnectionStringBuilder endpoint, bool durable)
    {
        if (await DockerEngine.AnswersAsync())
        {
            return new ContainerServer(new PostgreSqlBuilder("postgres:17-alpine")
                .WithUsername(endpoint.Username!)
                .WithPassword(endpoint.Password!)
                .WithDatabase(endpoint.Database!)
                .WithPortBinding(endpoint.Port, PostgreSqlBuilder.PostgreSqlPort)
                .Build());
        }

        return LocalPostgreSql.Binaries is { } binaries ? new LocalPostgreSql(binaries, endpoint, durable) : null;
    }
}
