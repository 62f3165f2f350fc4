using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;

namespace Gdpr.Journeys.Tests;

public sealed class When_nobody_or_several_match
{
    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task Nobody_gets_the_negative_answer_and_several_disclose_nothing(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);

        var nobody = await me.AskAsync("erasure", new { email = "nobody@example.test" });
        await me.UntilAsync(nobody, TimeSpan.FromSeconds(30), "AwaitingIdentity");
        await me.ConfirmByCodeAsync(nobody, await Requests.CodeAsync(suite, "nobody@example.test"));
        var end = await me.EndAsync(nobody);
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.NotEmpty(end["targets"]!.AsArray());
        Assert.All(end["targets"]!.AsArray(), t => Assert.Equal("nothingFound", t!["outcome"]!.GetValue<string>()));

        var first = await me.RegisterAsync("twins@example.test", "one");
        await me.RegisterAsync("twins@example.test", "two");
        var several = await me.AskAsync("erasure", new { email = "twins@example.test" });
        await me.StepAsync(several, "AwaitingIdentity", "identity", new { method = "code", outcome = "confirmed", code = await Requests.CodeAsync(suite, "twins@example.test") }, leaves: false);
        var waiting = await Gdpr.Testing.Eventually.Async(
            async () => (await me.StateAsync(several)) is { } s && s["code"]?.GetValue<string>() == "SUBJECT_AMBIGUOUS" ? s : null,
            TimeSpan.FromSeconds(30),
            "the request waits for a person");
        Assert.Equal("AwaitingIdentity", waiting["status"]!.GetValue<string>());
        Assert.Equal(2, waiting["matches"]!.GetValue<int>());
        Assert.Empty(waiting["targets"]!.AsArray());

        await me.StepAsync(several, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "date of birth", subjectId = first });
        await me.StepAsync(several, "AwaitingReview", "approval", new { reason = "preview read" });
        Assert.Equal("Completed", (await me.EndAsync(several))["status"]!.GetValue<string>());
        Assert.Single(await me.FindAsync("twins@example.test"));
    }
}
