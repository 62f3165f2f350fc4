using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;

namespace Gdpr.Journeys.Tests;

public sealed class When_a_third_party_lies
{
    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task The_request_does_not_complete_and_says_who_and_why(HostedAs hosting)
    {
        await using var suite = await Suites.StartAsync(hosting);
        await using var loyalty = await InHouseApplication.StartAsync();
        loyalty.Seed(new Person(Email: "liar@example.test", Name: "Ann Exemple", Plan: "gold"));
        loyalty.Misbehaviour = new Misbehaviour(["lie"]);
        using var me = await Integrator.SignInAsync(suite);
        await me.ConnectAsync(loyalty, "loyalty");
        await me.RegisterAsync("liar@example.test");

        var id = await me.AskAsync("erasure", new { email = "liar@example.test" });
        await me.ConfirmAndApproveAsync(id);
        var end = await me.EndAsync(id);

        Assert.Equal("PartiallyCompleted", end["status"]!.GetValue<string>());
        var liar = Requests.Target(end, "connection:loyalty");
        Assert.Equal("needsHuman", liar["status"]!.GetValue<string>());
        Assert.Equal("STILL_THERE", liar["code"]!.GetValue<string>());
        Assert.False(liar["verified"]!.GetValue<bool>());
        Assert.True(Requests.Target(end, "contacts")["verified"]!.GetValue<bool>());
        Assert.Single(loyalty.People("liar@example.test"));

        // Once it tells the truth, asking again completes the request.
        loyalty.Misbehaviour = Misbehaviour.None;
        await me.StepAsync(id, "PartiallyCompleted", "retry", new { });
        var honest = await me.UntilAsync(id, TimeSpan.FromSeconds(60), "Completed");
        Assert.True(Requests.Target(honest, "connection:loyalty")["verified"]!.GetValue<bool>());
        Assert.Equal("readBack", Requests.Target(honest, "connection:loyalty")["assurance"]!.GetValue<string>());
        Assert.Empty(loyalty.People("liar@example.test"));
    }
}
