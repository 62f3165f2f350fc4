using Gdpr.Testing.Processes;
using Gdpr.Testing.Servers;

namespace Gdpr.Testing.Tests;

[Collection(nameof(Brokers))]
public sealed class ProcessesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Servers_die_with_the_process_that_started_them_even_when_it_is_killed()
    {
        Assert.SkipWhen(LocalRabbitMq.Binary is null || LocalPostgreSql.Binaries is null, "No RabbitMQ or PostgreSQL package");
        using var folder = new TempFolder(UnixUser.IfRoot("rabbitmq"));
        await using var servers = ChildProcess.Start(TestServers(folder));
        var family = await Eventually.Async(
            () => Task.FromResult(FamilyWith(servers.Id, "beam.smp", "epmd", "postgres")), Patience, "the servers start");

        servers.Signal(Native.Kill);
        Assert.True(await servers.ExitedAsync(Soon));

        await Eventually.Async(() => Task.FromResult(!family.Living.Any()), Soon, "broker and database are gone");
    }

    [Fact]
    public async Task A_child_outlives_the_thread_that_asked_for_it()
    {
        ChildProcess? child = null;
        var thread = new Thread(() => child = ChildProcess.Start(new ChildCommand("sleep", "60")));
        thread.Start();
        thread.Join();

        await using (child)
        {
            Assert.False(await child!.ExitedAsync(TimeSpan.FromMilliseconds(500)));
        }
    }

    [Fact]
    public async Task A_command_that_fails_shows_what_it_said()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChildProcess.RunAsync(new ChildCommand("sh", "-c", "echo too bad >&2; exit 3"), Soon));

        Assert.Contains("ended with 3", failure.Message);
        Assert.Contains("too bad", failure.Message);
    }

    private static ProcessFamily? FamilyWith(int id, params IReadOnlyList<string> commands)
    {
        var family = ProcessFamily.Of(id);
        return commands.Except(family.Living.Select(member => member.Command)).Any() ? null : family;
    }

    private static ChildCommand TestServers(TempFolder folder) =>
        new("dotnet", Path.Combine(AppContext.BaseDirectory, "Gdpr.TestServers.dll"))
        {
            KeepInputOpen = true,
            Environment = new Dictionary<string, string?> { [TempFolder.ParentVariable] = folder.Path },
        };
}
