using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>The policy erases a plain case by itself, 48 hours after every other address of the person was told.</summary>
public sealed partial class PolicyNoticeTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 2, Outcome.Erased, null, null);

    [Fact]
    public async Task Every_other_address_is_told_and_the_erasure_begins_after_48_hours()
    {
        await using var desk = await OpenAsync();
        var id = await LocatedAsync(desk, Held);
        var mail = await desk.MailAsync("To: old@example.test");
        await desk.UntilAsync(id, "AwaitingReview");

        Assert.Contains("/stop/", Plain(mail), StringComparison.Ordinal);
        Assert.Equal("NOTICE_RUNNING", (await desk.StateAsync(id))["code"]!.GetValue<string>());
        Assert.Equal(1, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Mails.CountAsync(m => m.Kind == "erasure-notice")));
        desk.Clock.Set(DateTimeOffset.Parse("2026-11-26T08:55:00+01:00"));
        await WokenAsync(desk, id);
        await WakeAsync(desk, id);
        await WokenAsync(desk, id);
        Assert.Equal("AwaitingReview", (await desk.StateAsync(id))["status"]!.GetValue<string>());
        Assert.Empty(desk.Room.Bus.All<CarryOut>());

        desk.Clock.Set(DateTimeOffset.Parse("2026-11-26T09:10:00+01:00"));
        await desk.RoundAsync<CarryOut>(id, "contacts", 0);
        Assert.Contains("REQUEST_APPROVED", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_stops_it_once_and_a_reader_of_links_does_not()
    {
        await using var desk = await OpenAsync();
        var id = await LocatedAsync(desk, Held);
        var link = Link().Match(Plain(await desk.MailAsync("To: old@example.test")));
        await desk.UntilAsync(id, "AwaitingReview");
        using var anybody = new HttpClient { BaseAddress = desk.Http.BaseAddress };
        var body = new { reference = link.Groups[1].Value, token = link.Groups[2].Value };

        using var wrong = await anybody.PostAsJsonAsync("/api/subject-rights/cases/stop", body with { token = "guess" });
        using var read = await anybody.GetAsync($"/api/subject-rights/cases/stop?reference={body.reference}&token={body.token}");
        Assert.Equal(404, (int)wrong.StatusCode);
        Assert.False(read.IsSuccessStatusCode);
        Assert.Equal("AwaitingReview", (await desk.StateAsync(id))["status"]!.GetValue<string>());

        using var stopped = await anybody.PostAsJsonAsync("/api/subject-rights/cases/stop", body);
        Assert.Equal(204, (int)stopped.StatusCode);
        await desk.UntilAsync(id, "Cancelled");
        Assert.Contains("annul", Plain(await desk.MailAsync("annul")), StringComparison.Ordinal);
        using var again = await anybody.PostAsJsonAsync("/api/subject-rights/cases/stop", body);
        Assert.Equal("NOTICE_NOT_RUNNING", JsonNode.Parse(await again.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        Assert.Empty(desk.Room.Bus.All<CarryOut>());
    }

    [Theory]
    [InlineData("sales.orders", null)]
    [InlineData("sales.invoices", "17(3)(b):INVOICE")]
    [InlineData("governance.litigationHolds", null)]
    [InlineData("breachNotification.notes", null)]
    public async Task Who_bought_or_is_in_a_dispute_is_no_plain_case(string dataClass, string? ground)
    {
        await using var desk = await OpenAsync();
        var id = await LocatedAsync(desk, new Datum(dataClass, 1, ground is null ? Outcome.Erased : Outcome.Kept, ground, null));

        Assert.Null((await desk.UntilAsync(id, "AwaitingReview"))["code"]);
        Assert.Equal(0, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Mails.CountAsync(m => m.Kind == "erasure-notice")));
    }

    [Fact]
    public async Task Another_open_request_of_the_person_makes_it_no_plain_case()
    {
        await using var desk = await OpenAsync();
        await desk.ReceiveAsync("access");
        var id = await LocatedAsync(desk, Held);

        Assert.Null((await desk.UntilAsync(id, "AwaitingReview"))["code"]);
    }

    private static async Task<Desk> OpenAsync()
    {
        var desk = await Desk.OpenAsync(o => o.Settings["Gdpr:SubjectRights:AutoApprove"] = "true", Ann);
        desk.Room.Others.OnGet("contacts", "internal/contacts/subjects/", _ => new
        {
            subjectIds = new[] { Ann },
            identifiers = new[] { new { kind = "email", value = "ann@example.test" }, new { kind = "email", value = "old@example.test" } },
        });
        return desk;
    }

    private static async Task<Guid> LocatedAsync(Desk desk, Datum held)
    {
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 0, [held]);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, []);
        return id;
    }

    // Early, as a stored time of another wait may wake it: the notice is looked at, not only its time.
    private static Task<int> WakeAsync(Desk desk, Guid id) => desk.Room.ReadAsync<SubjectRightsDbContext, int>(db =>
    {
        var past = db.Now.AddMinutes(-1);
        return db.Requests.Where(r => r.CorrelationId == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.NextDueAt, past));
    });

    // The sweeper has looked at the request at the new time: its next look lies ahead again.
    private static Task WokenAsync(Desk desk, Guid id) => Eventually.Async(
        () => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(async db =>
            await db.Requests.IgnoreAutoIncludes().Where(r => r.CorrelationId == id).Select(r => r.NextDueAt).SingleAsync() > db.Now),
        TimeSpan.FromSeconds(20),
        "it was looked at");

    private static string Plain(string mail) => mail.Replace("=\r\n", string.Empty, StringComparison.Ordinal).Replace("=\n", string.Empty, StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);

    [GeneratedRegex(@"/cases/([^/""]+)/stop/([0-9a-f]+)")]
    private static partial Regex Link();
}
