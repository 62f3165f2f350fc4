using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

/// <summary>The month of a request in a process of its own, killed by SIGKILL around each warning.</summary>
public sealed class WarningKillTests
{
    private static readonly (string Now, string Level)[] Road =
        [("2026-11-18T09:00:00+01:00", "50"), ("2026-11-26T09:00:00+01:00", "75"), ("2026-11-30T09:00:00+01:00", "90"), ("2026-12-03T09:00:00+01:00", "overdue")];

    [Fact]
    public async Task No_warning_is_lost_and_none_leaves_twice()
    {
        using var folder = new TempFolder();
        var (data, clock) = (folder.Combine("data"), folder.Combine("clock"));
        Set(clock, "2026-11-03T09:00:00+01:00");
        await using var child = await ChildHost.StartAsync(new ChildHostOptions(Dll, data, clock));
        child.Client.DefaultRequestHeaders.Add("X-Test-Scopes", "subject-rights.write");
        child.Client.DefaultRequestHeaders.Add("X-Test-Sub", "desk");
        var id = await ReceiveAsync(child);

        var wait = 0;
        foreach (var (now, level) in Road)
        {
            // The moment comes while the process lives; it is killed after a while that differs each time.
            Set(clock, now);
            await Task.Delay(TimeSpan.FromMilliseconds(wait += 430));
            await child.KillAsync();
            await child.RestartAsync();
            await Eventually.Async(() => Task.FromResult(Levels(data).Contains(level)), TimeSpan.FromSeconds(60), $"{level} left");
        }

        await child.KillAsync();
        await child.RestartAsync();
        await Eventually.Async(async () => (await WarningsAsync(child, id)).Count == 4, TimeSpan.FromSeconds(30), "four rows");

        Assert.Equal(["50", "75", "90", "overdue"], (await WarningsAsync(child, id)).Select(w => w!["level"]!.GetValue<string>()));
        Assert.Equal(["50", "75", "90", "overdue"], Levels(data).Order(StringComparer.Ordinal));
    }

    internal static string Dll => Path.Combine(RepositoryRoot.Find(), "tests", "RightsHost", "bin", "Debug", "net10.0", "Gdpr.RightsHost.dll");

    private static async Task<Guid> ReceiveAsync(ChildHost child)
    {
        var answer = await child.Client.PostAsJsonAsync("/api/subject-rights/requests", Desk.Body("erasure", "ann@example.test"));
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        await Eventually.Async(async () => await StatusAsync(child, id) == "AwaitingIdentity", TimeSpan.FromSeconds(30), "AwaitingIdentity");
        await child.Client.PostAsJsonAsync($"/api/subject-rights/requests/{id}/identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await Eventually.Async(async () => await StatusAsync(child, id) == "Locating", TimeSpan.FromSeconds(30), "Locating");
        return id;
    }

    private static async Task<string> StatusAsync(ChildHost child, Guid id) =>
        JsonNode.Parse(await child.Client.GetStringAsync($"/api/subject-rights/requests/{id}"))!["status"]!.GetValue<string>();

    private static async Task<JsonArray> WarningsAsync(ChildHost child, Guid id) =>
        JsonNode.Parse(await child.Client.GetStringAsync($"/api/subject-rights/requests/{id}"))!["warnings"]!.AsArray();

    private static IReadOnlyList<string> Levels(string data)
    {
        var folder = Path.Combine(data, "mail");
        var mails = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml").Select(File.ReadAllText) : [];
        return [.. mails.SelectMany(m => Road.Select(r => r.Level).Where(l => m.Contains($"[{l}]", StringComparison.Ordinal)))];
    }

    private static void Set(string file, string now)
    {
        File.WriteAllText(file + ".new", (DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }
}
