using System.Net;
using System.Net.Http.Json;
using Gdpr.Simulators;

namespace Gdpr.Testing.Tests;

public sealed class ChildHostTests
{
    private static readonly string Simulator = Path.Combine(AppContext.BaseDirectory, "Gdpr.Simulators.dll");

    [Fact]
    public async Task Sigterm_ends_a_host_within_ten_seconds()
    {
        await using var host = await ChildHost.StartAsync(new ChildHostOptions(Simulator));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("health/ready")).StatusCode);

        var took = await host.TerminateAsync();

        Assert.True(host.HasExited);
        Assert.Equal(0, host.ExitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_killed_host_starts_again_on_its_port_and_finds_its_journal()
    {
        using var folder = new TempFolder();
        await using var host = await ChildHost.StartAsync(
            new ChildHostOptions(Simulator, "--journal", folder.Combine("journal.ndjson")));
        await host.Client.PostAsJsonAsync("simulator/people", new[] { new { email = "person@example.test" } });

        await host.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetAsync("health/ready"));
        await host.RestartAsync();

        var people = await host.Client.GetFromJsonAsync<List<Simulators.People.Person>>("simulator/people");
        Assert.Equal("person@example.test", Assert.Single(people!).Email);
    }

    [Fact]
    public async Task A_host_that_ends_before_it_is_ready_fails_at_once_with_what_it_said()
    {
        var options = new ChildHostOptions(Simulator, "--port", "not a number");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ChildHost.StartAsync(options));

        Assert.Contains("not a number", failure.Message);
    }

    [Fact]
    public async Task A_host_that_is_never_ready_fails_at_the_deadline()
    {
        var options = new ChildHostOptions(Simulator)
        {
            ReadyPath = "/no/such/path",
            ReadyWithin = TimeSpan.FromSeconds(8),
        };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ChildHost.StartAsync(options));

        Assert.Contains("/no/such/path answered 404", failure.Message);
    }
}
