using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;

namespace Gdpr.Journeys.Tests;

public sealed class When_a_room_is_stopped
{
    [Fact]
    public async Task The_request_waits_for_it_and_completes_when_it_is_back()
    {
        await using var suite = await Suites.BorrowAsync(HostedAs.Distributed);
        using var me = await Integrator.SignInAsync(suite);
        await me.RegisterAsync("waiting@example.test");
        await suite.Processes["consent"].KillAsync();

        var id = await me.AskAsync("erasure", new { email = "waiting@example.test" });
        await me.StepAsync(id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        var others = await Gdpr.Testing.Eventually.Async(
            async () =>
            {
                var state = await me.StateAsync(id);
                return Requests.Target(state, "contacts")["status"]!.GetValue<string>() == "done" ? state : null;
            },
            TimeSpan.FromSeconds(60),
            "the other rooms have answered");

        // Two of its due times pass: it is asked again, and still nobody goes on without it.
        await Gdpr.Testing.Eventually.Async(
            async () => Requests.Target(await me.StateAsync(id), "consent")["attempts"]!.GetValue<int>() >= 3, TimeSpan.FromSeconds(60), "consent was asked again");
        Assert.Equal("Locating", (await me.StateAsync(id))["status"]!.GetValue<string>());
        Assert.Equal("running", Requests.Target(others, "consent")["status"]!.GetValue<string>());

        await suite.Processes["consent"].RestartAsync();
        await me.StepAsync(id, "AwaitingReview", "approval", new { reason = "preview read" });
        var end = await me.EndAsync(id);
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
    }
}
