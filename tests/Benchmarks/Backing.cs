using Gdpr.Testing;

namespace Gdpr.Benchmarks;

/// <summary>What the rooms stand on: one process alone, or broker and database server.</summary>
internal enum Backing
{
    Embedded,
    Servers,
}

internal static class BackingWords
{
    public static string Title(this Backing backing) => backing == Backing.Embedded ? "memory + SQLite" : "RabbitMQ + PostgreSQL";
}

/// <summary>Where broker and database of a run are; null on the embedded backing.</summary>
internal sealed record Servers(Backing Backing, string? Broker, string? Database)
{
    public static async Task<Servers> OfAsync(Backing backing)
    {
        if (backing == Backing.Embedded)
        {
            return new Servers(backing, null, null);
        }

        var broker = await (await Require.RabbitMqAsync()).NewVirtualHostAsync();
        var database = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        return new Servers(backing, broker, database);
    }

    public Dictionary<string, string?> Settings => Backing == Backing.Embedded
        ? []
        : new()
        {
            ["Gdpr:Bus"] = "rabbitmq",
            ["Gdpr:Database"] = "postgresql",
            ["ConnectionStrings:messaging"] = Broker,
            ["ConnectionStrings:Default"] = Database,
        };
}
