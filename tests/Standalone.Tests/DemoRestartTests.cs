using System.Text.Json;
using Gdpr.Testing;

namespace Gdpr.Standalone.Tests;

public sealed class DemoRestartTests
{
    [Theory]
    [InlineData("importId")]
    [InlineData("erasureId")]
    [InlineData("portabilityId")]
    public async Task Killed_in_the_middle_and_started_again_it_goes_on_to_the_end(string after)
    {
        using var folder = new TempFolder();
        var data = folder.Combine("data");
        await using var host = await ChildHost.StartAsync(DemoHost.Options(data, "--exit"));
        await Eventually.Async(() => Task.FromResult(State(data, after) is not null), DemoHost.Patience, $"{after} is known");
        var known = State(data, after);

        await host.KillAsync();
        await host.RestartAsync();

        Assert.True(await host.EndAsync(DemoHost.Patience) == 0, host.Output);
        Assert.Equal(known, State(data, after));
        Assert.True(File.Exists(Path.Combine(data, "demo", "erasure", "letter.html")));
        Assert.True(File.Exists(Path.Combine(data, "demo", "portability", "package.zip")));
    }

    [Fact]
    public async Task It_does_not_touch_a_folder_with_data_of_others()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Combine("contacts.db"), "somebody's");
        await using var host = await ChildHost.StartAsync(DemoHost.Options(folder.Path, "--exit"));

        var code = await host.EndAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(1, code);
        await Eventually.Async(
            () => Task.FromResult(host.Output.Contains("DEMO_NEEDS_AN_EMPTY_FOLDER", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), "the reason is told");
    }

    private static string? State(string data, string name)
    {
        var file = Path.Combine(data, "demo", "state.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var state = JsonDocument.Parse(File.ReadAllText(file));
        return state.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
