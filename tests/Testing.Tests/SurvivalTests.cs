using System.Net.Http.Json;
using Gdpr.Simulators.Contract;
using Gdpr.Simulators.People;
using Gdpr.Simulators.Requests;

namespace Gdpr.Testing.Tests;

public sealed class SurvivalTests
{
    [Fact]
    public async Task A_key_keeps_its_one_effect_when_the_application_is_killed_between_two_calls()
    {
        using var folder = new TempFolder();
        var journal = folder.Combine("journal.ndjson");
        await using var host = await ChildHost.StartAsync(
            new ChildHostOptions(Path.Combine(AppContext.BaseDirectory, "Gdpr.Simulators.dll"), "--journal", journal));
        using var caller = new InHouseCaller(host.Address);
        var erase = InHouseCaller.About(RequestType.Erase, "alice@example.test");
        await caller.Http.PostAsJsonAsync("simulator/people", new[] { new Person("alice@example.test") });
        await caller.AskAsync(erase);

        await host.KillAsync();
        // Killed in the middle of a write: half a line.
        await File.AppendAllTextAsync(journal, """{"Stored":[{"Ema""");
        await host.RestartAsync();
        await caller.AskAsync(erase);

        var effects = await caller.Http.GetFromJsonAsync<List<KeyEffects>>("simulator/effects");
        Assert.Equal([new KeyEffects(erase.Id, RequestType.Erase, Effects: 1, Calls: 2)], effects!);
    }
}
