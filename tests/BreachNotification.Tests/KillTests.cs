using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Tests.Support;
using Gdpr.Testing;

namespace Gdpr.BreachNotification.Tests;

/// <summary>The 72 hours in a process of its own, killed by SIGKILL between the reminders and while they leave.</summary>
public sealed class KillTests
{
    private static readonly (int Hours, string Step)[] Road =
        [(0, "start"), (24, "h24"), (48, "h48"), (60, "h60"), (72, "due"), (96, "overdue-1"), (120, "overdue-2")];

    // A weekend and both changes of the clock; on the second and third road only every third step is a death.
    [Theory]
    [InlineData("2026-11-06T09:00:00+01:00", "2026-11-09T09:00:00+01:00", 1)]
    [InlineData("2026-03-27T10:00:00+01:00", "2026-03-30T11:00:00+02:00", 3)]
    [InlineData("2026-10-23T10:00:00+02:00", "2026-10-26T09:00:00+01:00", 3)]
    public async Task No_reminder_is_lost_and_none_leaves_twice(string aware, string due, int every)
    {
        using var folder = new TempFolder();
        var (data, clock) = (folder.Combine("data"), folder.Combine("clock"));
        var awareAt = DateTimeOffset.Parse(aware, CultureInfo.InvariantCulture);
        Set(clock, awareAt);
        await using var child = await ChildHost.StartAsync(new ChildHostOptions(Dll, data, clock));
        child.Client.DefaultRequestHeaders.Add("X-Test-Scopes", "breach-notification.write");
        child.Client.DefaultRequestHeaders.Add("X-Test-Sub", "desk");
        var id = await OpenAsync(child, awareAt);

        foreach (var ((hours, step), index) in Road.Select((r, i) => (r, i)))
        {
            // The moment comes while the process lives; it is killed after a while that differs each time.
            Set(clock, awareAt.AddHours(hours));
            if (index % every == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(hours * 13 % 1700));
                await child.KillAsync();
                await child.RestartAsync();
            }

            await Eventually.Async(
                () => Task.FromResult(Mails(data).Count(m => m.Contains($"/{step}/", StringComparison.Ordinal)) == 2), TimeSpan.FromSeconds(60), $"{step} left");
        }

        // While nobody is there three days pass: each of them has its reminder.
        await child.KillAsync();
        Set(clock, awareAt.AddHours(192));
        await child.RestartAsync();
        string[] steps = [.. Road.Select(r => r.Step), "overdue-3", "overdue-4", "overdue-5"];
        var expected = steps.SelectMany(s => (string[])[$"authority/{s}/dpo", $"authority/{s}/incidentLead"]).Order(StringComparer.Ordinal).ToList();
        await Eventually.Async(() => Task.FromResult(Mails(data).Count >= expected.Count), TimeSpan.FromSeconds(60), "every reminder left");
        var file = JsonNode.Parse(await child.Client.GetStringAsync($"{Desk.Path}/breaches/{id}"))!;

        Assert.Equal(expected, Mails(data));
        Assert.Equal(due, file["dueAt"]!.GetValue<string>());
        var sent = file["reminders"]!.AsArray().Where(r => r!["sentAt"] is not null).ToList();
        Assert.Equal(expected.Count, sent.Count);
        Assert.All(sent, r => Assert.True(r!["sentAt"]!.GetValue<DateTimeOffset>() >= r["dueAt"]!.GetValue<DateTimeOffset>()));
        Assert.Equal(2, file["reminders"]!.AsArray().Count - sent.Count);
    }

    private static string Dll => Path.Combine(RepositoryRoot.Find(), "tests", "BreachHost", "bin", "Debug", "net10.0", "Gdpr.BreachHost.dll");

    private static async Task<Guid> OpenAsync(ChildHost child, DateTimeOffset awareAt)
    {
        var opened = await Desk.OkAsync(
            child.Client.PostAsJsonAsync($"{Desk.Path}/breaches", new { country = "FR", awareness = new { awareAt, decidedBy = "Dana DPO", reason = "The log shows it." } }), 201);
        return opened["id"]!.GetValue<Guid>();
    }

    private static IReadOnlyList<string> Mails(string data) => Pickup.Steps(Path.Combine(data, "mail"), _ => true);

    private static void Set(string file, DateTimeOffset now)
    {
        File.WriteAllText(file + ".new", (now - TimeProvider.System.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }
}
