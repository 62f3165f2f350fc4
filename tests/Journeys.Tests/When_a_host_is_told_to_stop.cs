using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

public sealed class When_a_host_is_told_to_stop
{
    private const string Nowhere = "amqp://guest:guest@127.0.0.1:1/";
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Standalone_ends_in_time_with_work_in_flight()
    {
        await using var suite = await Suites.StartAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(suite);
        await me.RegisterAsync("stopped@example.test");
        await me.AskAsync("erasure", new { email = "stopped@example.test" });
        var host = suite.Processes.Values.Single();

        await host.TerminateAsync(Allowed);

        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task A_room_ends_in_time_with_its_broker_there_gone_or_never_there()
    {
        await using var broker = await Require.OwnRabbitMqAsync();
        using var folder = new TempFolder();
        await MigrateAsync(folder);

        await using (var there = await RoomAsync(folder, broker.ConnectionString, ready: true))
        {
            await there.TerminateAsync(Allowed);
            Assert.Equal(0, there.ExitCode);
        }

        await using (var gone = await RoomAsync(folder, broker.ConnectionString, ready: true))
        {
            await broker.KillAsync();
            await Eventually.Async(() => LivesAsync(gone), TimeSpan.FromSeconds(30), "the room lives without its broker");
            await gone.TerminateAsync(Allowed);
        }

        await using var never = await RoomAsync(folder, Nowhere, ready: false);
        await Eventually.Async(() => LivesAsync(never), TimeSpan.FromSeconds(60), "the room lives without its broker");
        await never.TerminateAsync(Allowed);
    }

    [Fact]
    public async Task A_room_that_waits_for_the_erasure_ledger_lives_is_not_ready_and_ends_in_time()
    {
        using var folder = new TempFolder();
        await MigrateAsync(folder);

        await using var waiting = await RoomAsync(folder, Nowhere, ready: false, ledger: true);
        await Eventually.Async(() => LivesAsync(waiting), TimeSpan.FromSeconds(60), "the room lives without the ledger");
        using var ready = await waiting.Client.GetAsync("health/ready");
        await waiting.TerminateAsync(Allowed);

        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Equal(0, waiting.ExitCode);
    }

    [Fact]
    public async Task A_room_without_its_database_lives_and_says_what_it_waits_for()
    {
        using var folder = new TempFolder();
        var options = Options(folder, Nowhere, ledger: false) with { WaitUntilReady = false };
        var environment = new Dictionary<string, string?>(options.Environment)
        {
            ["Gdpr__Database"] = "postgresql", ["ConnectionStrings__consent"] = "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2",
        };

        await using var alone = await ChildHost.StartAsync(options with { Environment = environment });
        await Eventually.Async(() => LivesAsync(alone), TimeSpan.FromSeconds(60), "the room lives without its database");
        var (status, said) = await ReadyAsync(alone);
        await alone.TerminateAsync(Allowed);

        Assert.Equal(503, status);
        Assert.Contains("\"rooms\":\"DATABASE_OUT_OF_REACH consent\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", alone.Output, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Said)> ReadyAsync(ChildHost host)
    {
        using var answer = await host.Client.GetAsync("health/ready");
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task MigrateAsync(TempFolder folder)
    {
        var options = Options(folder, Nowhere, ledger: false, "migrate") with { WaitUntilReady = false };

        // No broker is there that could be told of queues.
        var environment = new Dictionary<string, string?>(options.Environment) { ["Gdpr__Bus"] = "memory", ["Gdpr__AllowLonelyRoom"] = "true" };
        await using var migration = await ChildHost.StartAsync(options with { Environment = environment });
        Assert.True(await migration.EndAsync(TimeSpan.FromSeconds(60)) == 0, migration.Output);
    }

    private static Task<ChildHost> RoomAsync(TempFolder folder, string broker, bool ready, bool ledger = false) =>
        ChildHost.StartAsync(Options(folder, broker, ledger) with { WaitUntilReady = ready, ReadyWithin = TimeSpan.FromSeconds(120) });

    private static ChildHostOptions Options(TempFolder folder, string broker, bool ledger, params string[] arguments) => new(Suites.Dll("Consent"), arguments)
    {
        Environment = new Dictionary<string, string?>
        {
            ["Gdpr__DataFolder"] = folder.Path,
            ["Gdpr__Ledger__Ask"] = ledger.ToString(),
            ["Gdpr__Bus"] = "rabbitmq",
            ["Gdpr__Database"] = "sqlite",
            ["ConnectionStrings__messaging"] = broker,
            ["Gdpr__Keys__Identifiers"] = """{"currentKeyId":"k1","keys":{"k1":"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}}""",
            ["Gdpr__Identity__RoomSecrets__consent"] = "secret-of-consent-secret-of-consent",
        },
    };

    private static async Task<bool> LivesAsync(ChildHost host)
    {
        try
        {
            using var answer = await host.Client.GetAsync("health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
