using System.Security.Cryptography;
using System.Text;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Hosting;

/// <summary>Every room and the gateway as processes of their own, over a real RabbitMQ and a real PostgreSQL.</summary>
internal sealed class DistributedSuite : ISuite
{
    private static readonly (string Room, string Project)[] Rooms =
    [
        ("identity", "Identity"), ("contacts", "Contacts"), ("consent", "Consent"), ("subject-rights", "SubjectRights"), ("connectors", "Connectors"),
        ("breach-notification", "BreachNotification"), ("sales", "Sales"), ("governance", "Governance"),
    ];

    private readonly TempFolder _folder;
    private readonly Dictionary<string, ChildHost> _processes;

    private DistributedSuite(TempFolder folder, Dictionary<string, ChildHost> processes, string broker, string database)
    {
        _folder = folder;
        _processes = processes;
        Broker = broker;
        Database = database;
    }

    public string Broker { get; }

    public string Database { get; }

    public Uri Api => _processes["gateway"].Address;

    public IReadOnlyDictionary<string, ChildHost> Processes => _processes;

    public string MailFolder => _folder.Combine("subject-rights", "mail");

    /// <summary>What the processes were started with, for verbs on the same data.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; private init; } = new Dictionary<string, string?>();

    public static string[] RoomNames => [.. Rooms.Select(r => r.Room)];

    public string Output => string.Join("\n", _processes.Select(p => $"--- {p.Key}\n{p.Value.Output}"));

    public static async Task<DistributedSuite> StartAsync(IReadOnlyDictionary<string, string?>? settings)
    {
        var rabbit = await Require.RabbitMqAsync();
        var postgres = await Require.PostgreSqlAsync();
        return await StartAsync(settings, await rabbit.NewVirtualHostAsync(), await postgres.NewDatabaseAsync());
    }

    /// <summary>On servers of the caller's own, each room and the gateway as often as said; replicas share their keys, and nothing else.</summary>
    public static async Task<DistributedSuite> StartAsync(IReadOnlyDictionary<string, string?>? settings, string broker, string database, int replicas = 1)
    {
        var folder = new TempFolder();
        var environment = Environment(settings, broker, database);
        environment["Gdpr__Keys__Folder"] = replicas > 1 ? folder.Combine("keys") : null;
        var places = Rooms.Append(("gateway", "Gateway"))
            .SelectMany(r => Enumerable.Range(0, replicas).Select(n => new Place(r.Item1, r.Item2, n, FreePort.Next()))).ToList();
        foreach (var place in places)
        {
            environment[$"services__{place.Room}__http__{place.Number}"] = $"http://127.0.0.1:{place.Port}";
        }

        await MigrateAsync(environment, folder);
        var hosts = await Task.WhenAll(places.Select(p => StartAsync(p, environment, folder)));
        return new DistributedSuite(folder, hosts.ToDictionary(h => h.Name, h => h.Host), broker, database) { Settings = environment };
    }

    /// <summary>Runs a verb of a room's own host on its own data; its exit code and what it said.</summary>
    public async Task<(int Code, string Output)> VerbAsync(string room, params string[] arguments)
    {
        var options = new ChildHostOptions(Suites.Dll(Rooms.Single(r => r.Room == room).Project), arguments)
        {
            Environment = new Dictionary<string, string?>(Settings) { ["Gdpr__DataFolder"] = _folder.Combine(room) },
            WaitUntilReady = false,
        };
        await using var verb = await ChildHost.StartAsync(options);
        return (await verb.EndAsync(TimeSpan.FromSeconds(90)), verb.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Values.Select(p => p.DisposeAsync().AsTask()));
        _folder.Dispose();
    }

    private static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? settings, string broker, string database)
    {
        var environment = Suites.Common(settings);
        environment["Gdpr__Bus"] = "rabbitmq";
        environment["Gdpr__Database"] = "postgresql";
        environment["ConnectionStrings__messaging"] = broker;
        environment["ConnectionStrings__Default"] = database + ";Maximum Pool Size=15";
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(broker)));
        environment["Gdpr__Keys__Identifiers"] = $"{{\"currentKeyId\":\"k1\",\"keys\":{{\"k1\":\"{key}\"}}}}";
        foreach (var (room, _) in Rooms)
        {
            environment[$"Gdpr__Identity__RoomSecrets__{room}"] = $"secret-of-{room}-secret-of-{room}";
        }

        return environment;
    }

    private static async Task MigrateAsync(Dictionary<string, string?> environment, TempFolder folder)
    {
        var options = new ChildHostOptions(Suites.Dll("Standalone"), "migrate")
        {
            Environment = new Dictionary<string, string?>(environment) { ["Gdpr__DataFolder"] = folder.Combine("migrate") },
            WaitUntilReady = false,
        };
        await using var migration = await ChildHost.StartAsync(options);
        var code = await migration.EndAsync(TimeSpan.FromSeconds(90));
        if (code != 0)
        {
            throw new InvalidOperationException($"migrate ended with {code}\n{migration.Output}");
        }
    }

    private static async Task<(string Name, ChildHost Host)> StartAsync(Place place, Dictionary<string, string?> environment, TempFolder folder)
    {
        var options = new ChildHostOptions(Suites.Dll(place.Project))
        {
            Port = place.Port,
            Environment = new Dictionary<string, string?>(environment) { ["Gdpr__DataFolder"] = folder.Combine(place.Name) },
            ReadyWithin = TimeSpan.FromSeconds(180),
        };
        return (place.Name, await ChildHost.StartAsync(options));
    }

    private sealed record Place(string Room, string Project, int Number, int Port)
    {
        public string Name => Number == 0 ? Room : $"{Room}-{Number + 1}";
    }
}
