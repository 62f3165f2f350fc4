using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;

namespace Gdpr.SubjectRights.Tests;

/// <summary>An erasure in a process of its own that is its only participant, killed by SIGKILL around its second check.</summary>
public sealed class SecondCheckKillTests
{
    [Fact]
    public async Task The_second_check_is_made_once_and_the_key_goes_after_it_whatever_is_killed()
    {
        using var folder = new TempFolder();
        var (data, clock) = (folder.Combine("data"), folder.Combine("clock"));
        Set(clock, "2026-11-03T09:00:00+01:00");
        await using var child = await ChildHost.StartAsync(new ChildHostOptions(WarningKillTests.Dll, data, clock, "subject-rights"));
        child.Client.DefaultRequestHeaders.Add("X-Test-Scopes", "subject-rights.write subject-rights.read internal");
        child.Client.DefaultRequestHeaders.Add("X-Test-Sub", "desk");
        var answer = await child.Client.PostAsJsonAsync("/api/subject-rights/requests", Desk.Body("erasure", "ann@example.test"));
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        await StepAsync(child, id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await StepAsync(child, id, "AwaitingReview", "approval", new { reason = "preview read" });
        await UntilAsync(child, async () => await StatusAsync(child, id) == "Completed");

        // A letter stands thirty days from when the case was closed: one that is closed in December keeps its key until January.
        await UntilAsync(child, () => HasEndAsync(data));

        // The day comes while the process lives; it is killed soon after, three times.
        Set(clock, "2026-12-04T09:00:00+01:00");
        for (var wait = 200; wait < 2000; wait += 700)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait));
            await child.KillAsync();
            await child.RestartAsync();
        }

        await UntilAsync(child, async () => (await HistoryAsync(child, id)).Contains("CASE_KEY_DESTROYED"));
        Assert.Equal(
            ["SECOND_CHECK", "SECOND_CHECK_CLEAN", "CASE_KEY_DESTROYED"],
            (await HistoryAsync(child, id)).Where(c => c.StartsWith("SECOND", StringComparison.Ordinal) || c.StartsWith("CASE", StringComparison.Ordinal)));
        Assert.Equal("Completed", await StatusAsync(child, id));
    }

    private static async Task StepAsync(ChildHost child, Guid id, string state, string step, object body)
    {
        await UntilAsync(child, async () => await StatusAsync(child, id) == state);
        using var answer = await child.Client.PostAsJsonAsync($"/api/subject-rights/requests/{id}/{step}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task UntilAsync(ChildHost child, Func<Task<bool>> holds) => Eventually.Async(holds, TimeSpan.FromSeconds(60), "the state; " + child.Output[^Math.Min(2000, child.Output.Length)..]);

    private static async Task<string> StatusAsync(ChildHost child, Guid id) =>
        JsonNode.Parse(await child.Client.GetStringAsync($"/api/subject-rights/requests/{id}"))!["status"]!.GetValue<string>();

    private static async Task<IReadOnlyList<string>> HistoryAsync(ChildHost child, Guid id) =>
        [.. JsonNode.Parse(await child.Client.GetStringAsync($"/api/subject-rights/requests/{id}/history"))!["items"]!.AsArray().Select(i => i!["code"]!.GetValue<string>())];

    // As an auditor with a SQL client: no answer of the room tells when the key of a case ends.
    private static async Task<bool> HasEndAsync(string data)
    {
        await using var room = new SqliteConnection($"Data Source={Path.Combine(data, "subject-rights.db")};Mode=ReadOnly;Pooling=False");
        await room.OpenAsync();
        await using var ends = room.CreateCommand();
        ends.CommandText = "SELECT COUNT(*) FROM CaseFiles WHERE KeyEndsAt IS NOT NULL";
        return (long)(await ends.ExecuteScalarAsync())! == 1;
    }

    private static void Set(string file, string now)
    {
        File.WriteAllText(file + ".new", (DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }
}
