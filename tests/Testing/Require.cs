using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Gdpr.Testing;

/// <summary>What a test cannot do without: handed over, or the test is skipped by name with the reason.</summary>
public static class Require
{
    /// <summary>The broker of the whole run: take a fresh virtual host, and never kill it.</summary>
    public static async Task<PrivateRabbitMq> RabbitMqAsync() =>
        OrSkip(await PrivateRabbitMq.SharedAsync(), PrivateRabbitMq.Unavailable);

    /// <summary>A broker for this test alone, to kill and restart; the test disposes it.</summary>
    public static async Task<PrivateRabbitMq> OwnRabbitMqAsync() =>
        OrSkip(await PrivateRabbitMq.StartAsync(), PrivateRabbitMq.Unavailable);

    /// <summary>The PostgreSQL server of the whole run: take a new database, and never kill it.</summary>
    public static async Task<PrivatePostgreSql> PostgreSqlAsync() =>
        OrSkip(await PrivatePostgreSql.SharedAsync(), PrivatePostgreSql.Unavailable);

    /// <summary>A PostgreSQL server for this test alone, to kill and restart; the test disposes it.</summary>
    public static async Task<PrivatePostgreSql> OwnPostgreSqlAsync() =>
        OrSkip(await PrivatePostgreSql.StartAsync(), PrivatePostgreSql.Unavailable);

    public static async Task<PrivateSqlServer> SqlServerAsync() =>
        OrSkip(await PrivateSqlServer.SharedAsync(), PrivateSqlServer.Unavailable);

    /// <summary>The path of the 18,148 customers of AdventureWorks.</summary>
    public static string AdventureWorksCustomers() =>
        OrSkip(SharedData.AdventureWorksCustomers, SharedData.Unavailable);

    /// <summary>The path of a file under <c>shared</c>, such as <c>vectors/deadlines.json</c>.</summary>
    public static string SharedFile(string relativePath) =>
        OrSkip(SharedData.FileOf(relativePath), $"{SharedData.Unavailable}: {relativePath}");

    /// <summary>Only under <c>./test.sh --soak</c>.</summary>
    public static void Soak()
    {
        if (!IsSoak)
        {
            Assert.Skip("Soak: only with ./test.sh --soak");
        }
    }

    public static bool IsSoak => Environment.GetEnvironmentVariable("GDPR_SOAK") is { Length: > 0 } and not "0";

    [return: NotNull]
    private static T OrSkip<T>(T? found, string reason)
        where T : class
    {
        if (found is null)
        {
            Assert.Skip(reason);
        }

        return found;
    }
}
