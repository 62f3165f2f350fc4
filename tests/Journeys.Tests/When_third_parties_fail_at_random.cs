using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

public sealed class When_third_parties_fail_at_random
{
    private const int ThirdParties = 12;

    [Fact]
    public async Task Twelve_of_which_a_quarter_fails_each_time_are_all_done_with_one_effect_per_key()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("GDPR_SEED"), out var given) ? given : Random.Shared.Next();
        Notes.Write($"twelve third parties, a quarter of all calls fails: seed {seed}");
        await using var suite = await Suites.BorrowAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(suite);
        var parties = new List<InHouseApplication>();
        try
        {
            for (var n = 0; n < ThirdParties; n++)
            {
                var party = await InHouseApplication.StartAsync();
                party.Seed(new Person(Email: "flaky@example.test", Name: "Ann Exemple"));
                party.Misbehaviour = new Misbehaviour(["429", "500"], Probability: 0.25, Seed: seed + n);
                parties.Add(party);
                await me.ConnectAsync(party, $"flaky{n}");
            }

            await me.RegisterAsync("flaky@example.test");
            var id = await me.AskAsync("erasure", new { email = "flaky@example.test" });
            await me.ConfirmAndApproveAsync(id);
            var end = await me.EndAsync(id, 180);

            Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());
            Assert.All(parties, p => Assert.Empty(p.People("flaky@example.test")));
            Assert.All(parties.SelectMany(p => p.Effects()), e => Assert.True(e.Effects <= 1, $"{e.Key}: {e.Effects} effects of {e.Calls} calls"));
            Assert.Equal(ThirdParties, parties.Sum(p => p.Effects().Sum(e => e.Effects)));
            Assert.True(parties.Sum(p => p.Effects().Sum(e => e.Calls)) > parties.Sum(p => p.Effects().Count), "nothing failed: the dice are no proof");
        }
        finally
        {
            foreach (var party in parties)
            {
                await party.DisposeAsync();
            }
        }
    }
}
