using System.Diagnostics;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using Npgsql;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Every place into which a suite has written: its data folders, and of a distributed one a full dump of the database and the broker's folder.</summary>
internal static class Places
{
    public static Func<Task<IReadOnlyList<(string Field, string File)>>> Of(ISuite suite, Canaries canaries)
    {
        if (suite is not DistributedSuite distributed)
        {
            return () => Task.FromResult(canaries.FoundUnder(Path.GetDirectoryName(suite.MailFolder)!));
        }

        var data = Path.GetDirectoryName(Path.GetDirectoryName(distributed.MailFolder)!)!;
        return async () =>
        {
            var dump = await DumpAsync(distributed.Database);
            var broker = (await PrivateRabbitMq.SharedAsync())?.DataFolder;
            return
            [
                .. canaries.FoundUnder(data),
                .. canaries.FoundIn(dump).Select(field => (field, "pg_dump")),
                .. broker is null ? [] : canaries.FoundUnder(broker),
            ];
        };
    }

    /// <summary>The broker's folder can be read, and what lies in its queues is seen: the name of one of them is.</summary>
    public static async Task DemandBrokerSeenAsync(ISuite suite)
    {
        if (suite is DistributedSuite && (await PrivateRabbitMq.SharedAsync())?.DataFolder is { } folder)
        {
            var queue = new Canaries();
            queue.Named("queue", "contacts-participation");
            Assert.NotEmpty(queue.FoundUnder(folder));
        }
    }

    private static async Task<byte[]> DumpAsync(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var binary = Directory.EnumerateFiles("/usr/lib/postgresql", "pg_dump", SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal).First();
        var start = new ProcessStartInfo(binary, ["-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!]) { RedirectStandardOutput = true };
        start.Environment["PGPASSWORD"] = to.Password;
        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return bytes.ToArray();
    }
}
