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
        ("breach-notification", "BreachNotification"), ("sales", "Sales"), ("governance", "Governance"), ("campaigns", "Campaigns"),
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

    public static IEnumerable<string> RoomNames => Rooms.Select(r => r.Room);

    public string MailFolder => MailsOf("subject-rights");

    public string MailsOf(string room) => _folder.Combine(room, "mail");

    private IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public string Output => string.Join("\n", _processes.Select(p => $"--- {p.Key}\n{p.Value.Output}"));

    public static async Task<DistributedSuite> StartAsync(IReadOnlyDictionary<string, string?>? settings)
    {
        var rabbit = await Require.RabbitMqAsync();
        var postgres = await Require.PostgreSqlAsync();
        return await StartAsync(settings, await rabbit.NewVirtualHostAsync(), await postgres.NewDatabaseAsync());
    }

    /// <summary>On servers of the caller's own, each process as often as said: replicas share their keys and nothing else.</summary>
    public static async Task<DistributedSuite> StartAsync(
        IReadOnlyDictionary<string, string?>? settings, string broker, string database, int replicas = 1)
    {
        var folder = new TempFolder();
        var environment = Environment(settings, broker, database);
        if (replicas > 1)
        {
            environment["Gdpr__Keys__Folder"] = folder.Combine("keys");
        }

        var places = Rooms.Append(("gateway", "Gateway"))
            .SelectMany(r => Enumerable.Range(0, replicas).Select(n => new Place(r.Item1, r.Item2, n, FreePort.Next()))).ToList();
        foreach (var place in places)
        {
            environment[$"services__{place.Room}__http__{place.Number}"] = $"http://127.0.0.1:{place.Port}";
        }

        environment["Gdpr__PublicUrl"] = $"http://127.0.0.1:{places.First(p => p.Room == "gateway").Port}";
        await MigrateAsync(environment, folder);
        var hosts = await Task.WhenAll(places.Select(p => StartAsync(p, environment, folder)));
        return new DistributedSuite(folder, hosts.ToDictionary(h => h.Name, h => h.Host), broker, database) { Settings = environment };
    }

    /// <summary>The process of a room's second replica.</summary>
    public static string Second(string room) => new Place(room, room, 1, 0).Name;

    /// <summary>Checks every room's chain against what its process has sealed, once all have ended.</summary>
    public Task<(int Code, string Output)> VerifyAuditAsync(params string[] more) => VerifyAuditAsync(0, more);

    /// <summary>The same, against what one of the replicas has sealed while it led.</summary>
    public async Task<(int Code, string Output)> VerifyAuditAsync(int replica, params string[] more)
    {
        var verify = $"verify-{replica}";
        var seals = Directory.CreateDirectory(_folder.Combine(verify, "audit-seals")).FullName;
        // A room in which nothing had to be recorded has sealed nothing.
        foreach (var file in Rooms.Select(r => _folder.Combine(new Place(r.Room, r.Project, replica, 0).Name, "audit-seals")).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            File.Copy(file, Path.Combine(seals, Path.GetFileName(file)), overwrite: true);
        }

        return await VerbAsync("Standalone", Settings, _folder.Combine(verify), ["verify-audit", .. more]);
    }

    /// <summary>Runs a verb of a room's own host, or the gateway's, on its own data; its exit code and what it said.</summary>
    public Task<(int Code, string Output)> VerbAsync(string room, params string[] verb) =>
        VerbAsync(Rooms.Append(("gateway", "Gateway")).Single(r => r.Item1 == room).Item2, Settings, _folder.Combine(room), verb);

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
        foreach (var room in RoomNames.Append("gateway"))
        {
            environment[$"Gdpr__Identity__RoomSecrets__{room}"] = $"secret-of-{room}-secret-of-{room}";
        }

        return environment;
    }

    private static async Task MigrateAsync(Dictionary<string, string?> environment, TempFolder folder)
    {
        var (code, output) = await VerbAsync("Standalone", environment, folder.Combine("migrate"), "migrate");
        if (code != 0)
        {
            throw new InvalidOperationException($"migrate ended with {code}\n{output}");
        }
    }

    // Standalone does it for every room at once, on any provider.
    private static async Task<(int Code, string Output)> VerbAsync(
        string project, IReadOnlyDictionary<string, string?> environment, string folder, params string[] verb)
    {
        var options = new ChildHostOptions(Suites.Dll(project), verb)
        {
            Environment = new Dictionary<string, string?>(environment) { ["Gdpr__DataFolder"] = folder },
            WaitUntilReady = false,
        };
        await using var host = await ChildHost.StartAsync(options);
        return (await host.EndAsync(TimeSpan.FromSeconds(90)), host.Output);
    }

    private static async Task<(string Name, ChildHost Host)> StartAsync(Place place, Dictionary<string, string?> environment, TempFolder folder)
    {
        var options = new ChildHostOptions(Suites.Dll(place.Project))
        {
            Port = place.Port,
            Environment = new Dictionary<string, string?>(environment) { ["Gdpr__DataFolder"] = folder.Combine(place.Name) },
            ReadyWithin = TimeSpan.FromSeconds(180),
            OutputLines = Suites.LinesOf(environment),
        };
        return (place.Name, await ChildHost.StartAsync(options));
    }

    private sealed record Place(string Room, string Project, int Number, int Port)
    {
        public string Name => Number == 0 ? Room : $"{Room}-{Number + 1}";
    }
}
