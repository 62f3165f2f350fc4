using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Tests.Support;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Tests;

public sealed class ReminderTests
{
    private static readonly DateTimeOffset Friday = DateTimeOffset.Parse("2026-11-06T09:00:00+01:00");

    [Theory]
    [InlineData("2026-11-06T09:00:00+01:00", "2026-11-07T09:00:00+01:00", "2026-11-08T09:00:00+01:00", "2026-11-08T21:00:00+01:00", "2026-11-09T09:00:00+01:00")]
    [InlineData("2026-03-27T10:00:00+01:00", "2026-03-28T10:00:00+01:00", "2026-03-29T11:00:00+02:00", "2026-03-29T23:00:00+02:00", "2026-03-30T11:00:00+02:00")]
    [InlineData("2026-10-23T10:00:00+02:00", "2026-10-24T10:00:00+02:00", "2026-10-25T09:00:00+01:00", "2026-10-25T21:00:00+01:00", "2026-10-26T09:00:00+01:00")]
    public async Task Reminders_are_planned_in_elapsed_hours_over_weekends_and_both_clock_changes(string aware, string h24, string h48, string h60, string due)
    {
        await using var desk = await Desk.OpenAsync(DateTimeOffset.Parse(aware));
        var id = await desk.AwareAsync(DateTimeOffset.Parse(aware));

        var planned = await RemindersAsync(desk, id, r => Text(r, "role") == "dpo" && Text(r, "step") != "start");

        Assert.Equal([("h24", h24), ("h48", h48), ("h60", h60), ("due", due)], planned.Select(r => (Text(r, "step"), Text(r, "dueAt"))));
    }

    [Fact]
    public async Task Nothing_leaves_before_its_time_and_the_end_is_followed_daily()
    {
        await using var desk = await Desk.OpenAsync(Friday);
        var id = await desk.AwareAsync(Friday);
        await desk.MailsAsync("authority/start/dpo", "authority/start/incidentLead");

        desk.Clock.Set(Friday.AddHours(24).AddMinutes(-30));
        await SweptAsync(desk);
        Assert.Equal(2, desk.Mails().Count);
        foreach (var (hours, step) in new[] { (24, "h24"), (48, "h48"), (60, "h60"), (72, "due"), (96, "overdue-1"), (120, "overdue-2") })
        {
            desk.Clock.Set(Friday.AddHours(hours));
            await desk.MailsAsync($"authority/{step}/dpo", $"authority/{step}/incidentLead");
        }

        Assert.Equal(14, desk.Mails().Count);
        Assert.Equal(14, desk.Mails().Distinct().Count());
        Assert.True((await desk.ReadAsync(id))["overdue"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_notification_ends_the_first_clock_and_starts_the_one_of_the_complement()
    {
        await using var desk = await Desk.OpenAsync(Friday);
        var id = await desk.AwareAsync(Friday);
        desk.Clock.Set(Friday.AddHours(30));
        await desk.MailsAsync("authority/h24/dpo", "authority/h24/incidentLead");
        await Desk.OkAsync(desk.NotifyAsync(id, "initial", Friday.AddHours(30)), 201);
        Assert.All(await RemindersAsync(desk, id, r => r["sentAt"] is null && r["cancelledAt"] is null), r => Assert.Equal("complement", Text(r, "clock")));

        desk.Clock.Set(Friday.AddHours(55));
        await desk.MailsAsync("complement/start/dpo", "complement/h24/dpo", "complement/h24/incidentLead");
        desk.Clock.Set(Friday.AddHours(30 + 73));
        await desk.MailsAsync("complement/due/dpo", "complement/due/incidentLead");
        await Desk.OkAsync(desk.NotifyAsync(id, "complementary", Friday.AddHours(31)), 201);
        desk.Clock.Set(Friday.AddHours(500));
        await SweptAsync(desk);

        Assert.DoesNotContain(desk.Mails(), m => m.StartsWith("authority/h48", StringComparison.Ordinal) || m.Contains("overdue", StringComparison.Ordinal));
        Assert.Empty(await RemindersAsync(desk, id, r => r["sentAt"] is null && r["cancelledAt"] is null));
    }

    [Fact]
    public async Task An_unlikely_risk_stops_the_reminders_and_a_new_judgement_starts_them_again_from_the_same_awareness()
    {
        await using var desk = await Desk.OpenAsync(Friday);
        var id = await desk.AwareAsync(Friday);
        await desk.RiskAsync(id, "unlikely");
        desk.Clock.Set(Friday.AddHours(50));
        await SweptAsync(desk);
        var whileUnlikely = desk.Mails();

        await desk.RiskAsync(id, "risk");
        desk.Clock.Set(Friday.AddHours(72));
        await desk.MailsAsync("authority/h60/dpo", "authority/due/dpo");

        Assert.DoesNotContain(whileUnlikely, m => m.Contains("/h", StringComparison.Ordinal));
        Assert.Equal("2026-11-09T09:00:00+01:00", Text(await desk.ReadAsync(id), "dueAt"));
        Assert.DoesNotContain(desk.Mails(), m => m.Contains("/h24/", StringComparison.Ordinal) || m.Contains("/h48/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Awareness_decided_after_the_end_is_not_answered_by_a_heap_of_mails()
    {
        await using var desk = await Desk.OpenAsync(Friday.AddDays(10));
        var id = await desk.AwareAsync(Friday);

        await desk.MailsAsync("authority/start/dpo", "authority/start/incidentLead");
        await SweptAsync(desk);

        Assert.Equal(2, desk.Mails().Count);
        Assert.Equal(["overdue-8"], (await RemindersAsync(desk, id, r => r["sentAt"] is null && Text(r, "role") == "dpo")).Select(r => Text(r, "step")));
        desk.Clock.Set(Friday.AddHours(72).AddDays(8));
        await desk.MailsAsync("authority/overdue-8/dpo");
    }

    [Fact]
    public async Task A_role_without_an_address_is_shown_and_gets_its_reminders_once_it_has_one()
    {
        await using var desk = await Desk.OpenAsync(Friday, o => o.Settings["Gdpr:BreachNotification:Roles:incidentLead"] = null);
        var id = await desk.AwareAsync(Friday);
        await desk.MailsAsync("authority/start/dpo");

        var waiting = await RemindersAsync(desk, id, r => r["addressMissing"]!.GetValue<bool>());

        Assert.Equal(5, waiting.Count);
        Assert.All(waiting, r => Assert.Equal("incidentLead", Text(r, "role")));
        Assert.Single(desk.Mails());
    }

    [Fact]
    public async Task Of_two_that_take_one_reminder_the_second_has_nothing_to_send()
    {
        await using var desk = await Desk.OpenAsync(Friday);
        await desk.AwareAsync(Friday);

        await desk.Room.ReadAsync<BreachNotificationDbContext, bool>(first => desk.Room.ReadAsync<BreachNotificationDbContext, bool>(async second =>
        {
            (await first.Reminders.SingleAsync(r => r.Step == "due" && r.Role == "dpo")).SentAt = Friday;
            (await second.Reminders.SingleAsync(r => r.Step == "due" && r.Role == "dpo")).SentAt = Friday;
            await first.SaveChangesAsync();
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
            return true;
        }));
    }

    // What was due before a later incident's first reminder has left with it.
    private static async Task SweptAsync(Desk desk)
    {
        var watched = await desk.AwareAsync(desk.Clock.GetUtcNow(), "FR");
        await desk.ForgetAsync(watched);
        await Eventually.Async(
            async () => (await RemindersAsync(desk, watched, r => Text(r, "step") == "start" && Text(r, "role") == "dpo" && r["sentAt"] is not null)).Count == 1,
            TimeSpan.FromSeconds(30),
            "another incident's first reminder left");
        await desk.RiskAsync(watched, "unlikely");
    }

    private static async Task<List<JsonNode>> RemindersAsync(Desk desk, Guid id, Func<JsonNode, bool> which) =>
        [.. (await desk.ReadAsync(id))["reminders"]!.AsArray().Select(r => r!).Where(which)];

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
