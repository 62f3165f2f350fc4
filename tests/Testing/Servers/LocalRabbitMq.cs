using System.Text;
using Gdpr.Testing.Processes;

namespace Gdpr.Testing.Servers;

/// <summary>A broker from the system's package, with folder, ports, name and cookie of its own, on loopback only.</summary>
internal sealed class LocalRabbitMq : IServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly RabbitMqEndpoint endpoint;
    private readonly UnixUser? user = UnixUser.IfRoot("rabbitmq");
    private readonly TempFolder folder;
    private readonly BoundedLog output = new();
    private readonly string binary;
    private readonly string node = $"gdpr-{Secret.Next(4)}@localhost";
    private readonly string namePort = $"{FreePort.Next()}";
    private readonly string distributionPort = $"{FreePort.Next()}";
    private ChildProcess? names;
    private ChildProcess? broker;

    public LocalRabbitMq(string binary, RabbitMqEndpoint endpoint)
    {
        this.binary = binary;
        this.endpoint = endpoint;
        folder = new TempFolder(user);
    }

    /// <summary>Not the wrapper that Debian puts on the path: that one logs to /var/log and changes users itself.</summary>
    public static string? Binary =>
        File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server")
            ? "/usr/lib/rabbitmq/bin/rabbitmq-server"
            : Executable.OnPath("rabbitmq-server");

    public string Output => output.ToString();

    /// <summary>The process of the Erlang machine: the start script becomes it.</summary>
    internal int ProcessId => broker!.Id;

    internal int NameServerProcessId => names!.Id;

    internal string Folder => folder.Path;

    public async Task StartAsync(CancellationToken ct)
    {
        Configure();

        // In the foreground and ours: otherwise Erlang starts one that outlives us.
        names ??= ChildProcess.Start(Command("epmd", "-address", "127.0.0.1"), output);
        broker = ChildProcess.Start(Command(binary), output);

        using var management = new RabbitMqManagement(endpoint);
        await Eventually.Async(
            async () => broker.HasExited || await management.AnswersAsync(ct), Patience, "RabbitMQ answers", ct);
        if (broker.HasExited)
        {
            await broker.ExitedAsync(Patience);
            throw new InvalidOperationException($"RabbitMQ did not start: {Output}");
        }
    }

    public Task KillAsync() => broker?.KillAsync() ?? Task.CompletedTask;

    /// <summary>True once a start after SIGKILL would find the queue (<see cref="MnesiaFolder"/>).</summary>
    internal bool HasRecorded(string queue) => new MnesiaFolder(Path.Combine(folder.Combine("mnesia"), node)).HasRecorded(queue);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { broker, names }.OfType<ChildProcess>())
        {
            await process.DisposeAsync();
        }

        folder.Dispose();
    }

    private void Configure()
    {
        File.WriteAllText(folder.Combine("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{endpoint.Port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {endpoint.Management.Port}
            management_agent.disable_metrics_collector = true
            default_user = {endpoint.User}
            default_pass = {endpoint.Password}
            disk_free_limit.absolute = 50MB
            log.console.level = warning

            """);
        File.WriteAllText(folder.Combine("plugins"), "[rabbitmq_management].\n");
    }

    private ChildCommand Command(string file, params IReadOnlyList<string> arguments) => new(file, arguments)
    {
        User = user,
        Folder = folder.Path,
        EmptyEnvironment = true,
        Environment = new Dictionary<string, string?>
        {
            ["HOME"] = folder.Path,
            ["LANG"] = "C.UTF-8",
            // The script then becomes the Erlang machine instead of waiting for a child.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            ["RABBITMQ_NODENAME"] = node,
            ["RABBITMQ_CONF_ENV_FILE"] = folder.Combine("no-environment-file"),
            ["RABBITMQ_CONFIG_FILE"] = folder.Combine("rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = folder.Combine("no-advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.Combine("plugins"),
            ["RABBITMQ_MNESIA_BASE"] = folder.Combine("mnesia"),
            ["RABBITMQ_LOG_BASE"] = folder.Combine("log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_DIST_PORT"] = distributionPort,
            ["ERL_EPMD_PORT"] = namePort,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        },
    };
}
