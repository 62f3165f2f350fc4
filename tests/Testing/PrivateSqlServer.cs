using System.Data.Common;
using Gdpr.Testing.Servers;
using Testcontainers.MsSql;

namespace Gdpr.Testing;

/// <summary>A SQL Server for tests: the one that GDPR_TEST_SQLSERVER names, else a container; Debian has no package of it.</summary>
public sealed class PrivateSqlServer
{
    public const string Unavailable = "SQL Server: no GDPR_TEST_SQLSERVER and no Docker";

    private static readonly Lazy<Task<PrivateSqlServer?>> Shared = new(() => Task.Run(LendOrStartAsync));

    private PrivateSqlServer(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public static Task<PrivateSqlServer?> SharedAsync() => Shared.Value;

    /// <summary>The connection string of a database that does not exist yet: migrating creates it.</summary>
    public string NewDatabase() =>
        new DbConnectionStringBuilder { ConnectionString = ConnectionString, ["Database"] = $"test_{Secret.Next(6)}" }
            .ConnectionString;

    private static async Task<PrivateSqlServer?> LendOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable("GDPR_TEST_SQLSERVER") is { Length: > 0 } named)
        {
            return new PrivateSqlServer(named);
        }

        if (!await DockerEngine.AnswersAsync())
        {
            return null;
        }

        var container = new MsSqlBuilder("mcr.microsoft.com/mssql/server:2022-latest").Build();
        AtExit.Dispose(container);
        await container.StartAsync();
        return new PrivateSqlServer(container.GetConnectionString());
    }
}
