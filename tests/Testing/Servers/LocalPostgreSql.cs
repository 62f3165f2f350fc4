using Gdpr.Testing.Processes;
using Npgsql;

namespace Gdpr.Testing.Servers;

/// <summary>A PostgreSQL server from the system's package, with a folder and a port of its own, on loopback only.</summary>
internal sealed class LocalPostgreSql : IServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string binaries;
    private readonly NpgsqlConnectionStringBuilder endpoint;
    private readonly bool durable;
    private readonly UnixUser? user = UnixUser.IfRoot("postgres");
    private readonly TempFolder folder;
    private readonly BoundedLog output = new();
    private ChildProcess? postgres;

    public LocalPostgreSql(string binaries, NpgsqlConnectionStringBuilder endpoint, bool durable)
    {
        this.binaries = binaries;
        this.endpoint = endpoint;
        this.durable = durable;
        folder = new TempFolder(user);
    }

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>: the newest that Debian's packages brought, else the one on the path.</summary>
    public static string? Binaries =>
        PackagedVersions().OrderByDescending(found => found.Version).Select(found => found.Folder).FirstOrDefault()
        ?? Path.GetDirectoryName(Executable.OnPath("initdb"));

    public string Output => output.ToString();

    internal int ProcessId => postgres!.Id;

    private string Data => folder.Combine("data");

    public async Task StartAsync(CancellationToken ct)
    {
        if (!Directory.Exists(Data))
        {
            await InitialiseAsync(ct);
        }

        postgres = ChildProcess.Start(Command("postgres", ["-D", Data, .. Settings()]), output);
        await Eventually.Async(
            async () => postgres.HasExited || await AnswersAsync(ct), Patience, "PostgreSQL answers", ct);
        if (postgres.HasExited)
        {
            await postgres.ExitedAsync(Patience);
            throw new InvalidOperationException($"PostgreSQL did not start: {Output}");
        }
    }

    public Task KillAsync() => postgres?.KillAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            // Immediate shutdown, so that it takes its shared memory segment away.
            postgres.Signal(Native.Quit);
            await postgres.ExitedAsync(TimeSpan.FromSeconds(5));
            await postgres.DisposeAsync();
        }

        folder.Dispose();
    }

    private static IEnumerable<(Version Version, string Folder)> PackagedVersions() =>
        !Directory.Exists("/usr/lib/postgresql")
            ? []
            : Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => (Version: Number(Path.GetFileName(version)), Folder: Path.Combine(version, "bin")))
                .Where(found => File.Exists(Path.Combine(found.Folder, "initdb")));

    private static Version Number(string text) =>
        Version.TryParse(text.Contains('.') ? text : $"{text}.0", out var number) ? number : new Version(0, 0);

    private async Task InitialiseAsync(CancellationToken ct)
    {
        var password = folder.Combine("password");
        await File.WriteAllTextAsync(password, endpoint.Password, ct);
        user?.Own(password);
        await ChildProcess.RunAsync(
            Command(
                "initdb", "-D", Data, "-U", endpoint.Username!, "-A", "scram-sha-256", $"--pwfile={password}",
                "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            Patience);
        File.Delete(password);
    }

    // Without fsync a killed *process* loses nothing, only a killed machine would;
    // synchronous_commit stays on, or SIGKILL would lose what was acknowledged.
    private IEnumerable<string> Settings() =>
        new[]
        {
            "listen_addresses=127.0.0.1", $"port={endpoint.Port}", "unix_socket_directories=", "timezone=UTC",
            "max_connections=400", "shared_buffers=64MB", "synchronous_commit=on", "logging_collector=off",
            durable ? "fsync=on" : "fsync=off", durable ? "full_page_writes=on" : "full_page_writes=off",
        }.SelectMany(setting => new[] { "-c", setting });

    private ChildCommand Command(string name, params IReadOnlyList<string> arguments) =>
        new(Path.Combine(binaries, name), arguments)
        {
            User = user,
            Folder = folder.Path,
            EmptyEnvironment = true,
            Environment = new Dictionary<string, string?> { ["HOME"] = folder.Path, ["LC_ALL"] = "C.UTF-8" },
        };

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(endpoint.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return true;
    }
}
