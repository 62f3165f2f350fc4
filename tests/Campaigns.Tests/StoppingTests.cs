using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gdpr.Messages.Campaigns;
using Gdpr.Testing.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Gdpr.Campaigns.Tests;

/// <summary>Links in messages, and what mailboxes report.</summary>
public sealed class StoppingTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_hundred_looks_of_a_scanner_change_nothing()
    {
        var person = studio.Knows("scanner", "scanner@example.test");
        await studio.RunAsync("scanner");
        using var scanner = Stranger();

        for (var i = 0; i < 100; i++)
        {
            using var page = await scanner.GetAsync(LinkTo(person));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("method=\"post\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.False(await studio.ReadAsync(db => db.Stops.AnyAsync(s => s.SubjectId == person.Id)));
        Assert.DoesNotContain(studio.Host.Bus.All<ContactStopped>(), s => s.SubjectId == person.Id);
        Assert.Equal("sent", (await studio.SendsAsync(await studio.RunAsync("scanner")))[person.Id].State);
    }

    [Fact]
    public async Task One_click_without_cookies_stops_the_next_mail_and_tells_consent_once()
    {
        var person = studio.Knows("click", "click@example.test");
        var campaign = await studio.RunAsync("click");
        using var provider = Stranger();

        for (var i = 0; i < 3; i++)
        {
            using var answer = await provider.PostAsync(LinkTo(person), OneClick());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal(("excluded", "OBJECTED"), (await studio.SendsAsync(await studio.RunAsync("click")))[person.Id]);
        var told = Assert.Single(await Studio.ToldAsync(studio.Host, person.Id));
        Assert.Equal(("email", "newsletter", "unsubscribed"), (told.Channel, told.Purpose, told.Reason));
        Assert.Equal(1, (await studio.GetAsync($"/{campaign["id"]}/statistics"))["unsubscribed"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_burst_raises_an_alarm_and_the_refusals_stay()
    {
        var people = Enumerable.Range(0, 12).Select(i => studio.Knows("burst", $"burst-{i}@example.test")).ToList();
        var campaign = await studio.RunAsync("burst");
        using var gateway = Stranger();
        foreach (var person in people)
        {
            using var answer = await gateway.PostAsync(LinkTo(person), OneClick());
        }

        Assert.Equal("UNSUBSCRIBE_BURST", (await studio.GetAsync($"/{campaign["id"]}"))["trouble"]!.GetValue<string>());
        Assert.True(await studio.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Code == "links.burst")));
        Assert.All((await studio.SendsAsync(await studio.RunAsync("burst"))).Values, s => Assert.Equal(("excluded", "OBJECTED"), s));
    }

    [Fact]
    public async Task A_pause_of_three_months_ends_by_itself()
    {
        var person = studio.Knows("rest", "rest@example.test");
        await studio.RunAsync("rest");
        using var browser = Stranger();
        using var answer = await browser.PostAsync(LinkTo(person), new FormUrlEncodedContent([new("choice", "pause")]));

        Assert.Equal(("excluded", "PAUSED_BY_PERSON"), (await studio.SendsAsync(await studio.RunAsync("rest")))[person.Id]);
        studio.Clock.Advance(TimeSpan.FromDays(93));
        Assert.Equal("sent", (await studio.SendsAsync(await studio.RunAsync("rest")))[person.Id].State);
        Assert.DoesNotContain(studio.Host.Bus.All<ContactStopped>(), s => s.SubjectId == person.Id);
    }

    [Fact]
    public async Task Who_was_unsubscribed_by_a_machine_may_ask_to_come_back_and_must_confirm()
    {
        var person = studio.Knows("machine", "machine@example.test");
        var notice = Guid.CreateVersion7();
        var asked = new List<string>();
        studio.Host.Others.OnPost<System.Text.Json.Nodes.JsonObject>("consent", "internal/consent/confirmations", q =>
        {
            asked.Add($"{q["subjectId"]} {q["channel"]} {q["purpose"]} {q["noticeId"]}");
            return new { requestId = Guid.CreateVersion7() };
        });
        await studio.RunAsync("machine", new { noticeId = notice });
        using var browser = Stranger();
        using var early = await browser.PostAsync(LinkTo(person), Back());
        using var stopped = await browser.PostAsync(LinkTo(person), OneClick());
        for (var i = 0; i < 3; i++)
        {
            using var back = await browser.PostAsync(LinkTo(person), Back());
            Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        }

        Assert.Contains("value=\"back\"", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([$"{person.Id} email newsletter {notice}"], asked);
        Assert.Equal(("excluded", "OBJECTED"), (await studio.SendsAsync(await studio.RunAsync("machine")))[person.Id]);

        static FormUrlEncodedContent Back() => new([new("choice", "back")]);
    }

    [Fact]
    public async Task A_made_up_link_is_unknown()
    {
        var person = studio.Knows("forged", "forged@example.test");
        await studio.RunAsync("forged");
        var token = LinkTo(person).Split('/')[^1];
        var forged = (token[0] == 'A' ? 'B' : 'A') + token[1..];
        using var stranger = Stranger();

        using var shown = await stranger.GetAsync($"/u/{forged}");
        using var acted = await stranger.PostAsync($"/u/{forged}", OneClick());

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shown.StatusCode, acted.StatusCode));
    }

    [Theory]
    [InlineData("5.1.1", "bounced", "DSN_5.1.1", true)]
    [InlineData("5.2.2", "bounced", "SOFT_5.2.2", false)]
    [InlineData("4.4.1", "bounced", "SOFT_4.4.1", false)]
    public async Task A_delivery_report_is_read_and_only_a_dead_mailbox_stops_sends(string status, string state, string code, bool stops)
    {
        var origin = $"dsn-{status}";
        var person = studio.Knows(origin, $"dsn-{status}@example.test");
        var campaign = await studio.RunAsync(origin);

        Assert.Equal(HttpStatusCode.OK, await ReportAsync(Dsn(Sent(person), status)));

        Assert.Equal((state, code), (await studio.SendsAsync(campaign))[person.Id]);
        Assert.Equal(stops, await studio.ReadAsync(db => db.Stops.AnyAsync(s => s.SubjectId == person.Id)));
        Assert.Equal(stops, stops && (await Studio.ToldAsync(studio.Host, person.Id)).Single().Reason == "bounce");
    }

    [Fact]
    public async Task A_complaint_stops_every_purpose()
    {
        var person = studio.Knows("arf", "arf@example.test");
        var campaign = await studio.RunAsync("arf");

        Assert.Equal(HttpStatusCode.OK, await ReportAsync(Arf(Sent(person))));
        Assert.Equal(HttpStatusCode.OK, await ReportAsync(Arf(Sent(person))));

        Assert.Equal(("complained", "COMPLAINT"), (await studio.SendsAsync(campaign))[person.Id]);
        var told = Assert.Single(await Studio.ToldAsync(studio.Host, person.Id));
        Assert.Equal(("complaint", null), (told.Reason, told.Purpose));
    }

    [Fact]
    public async Task A_report_about_a_mail_that_is_not_ours_is_refused()
    {
        var foreign = new MimeMessage { Subject = "x", MessageId = $"{new string('a', 64)}@shop.test", Body = new TextPart("plain") { Text = "x" } };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReportAsync(Dsn(foreign, "5.1.1")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ReportAsync(foreign));
    }

    private string LinkTo(Studio.Person person) => new Uri(Sent(person).Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath;

    private MimeMessage Sent(Studio.Person person) => MimeMessage.Load(new MemoryStream(studio.Sink.To(person.Email)[0].Bytes));

    private HttpClient Stranger() => studio.Host.Stranger();

    private static FormUrlEncodedContent OneClick() => new([new("List-Unsubscribe", "One-Click")]);

    private async Task<HttpStatusCode> ReportAsync(MimeMessage report)
    {
        using var bytes = new MemoryStream();
        await report.WriteToAsync(bytes);
        using var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await studio.Api.PostAsync("/api/campaigns/reports", content);
        return answer.StatusCode;
    }

    private static MimeMessage Dsn(MimeMessage original, string status) => Parse($"""
        From: MAILER-DAEMON@example.test
        To: bounces@shop.test
        Subject: Undelivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It did not arrive.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.test

        Final-Recipient: rfc822; someone@example.test
        Action: {(status[0] == '5' ? "failed" : "delayed")}
        Status: {status}

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <{original.MessageId}>
        Subject: x

        --b--
        """);

    private static MimeMessage Arf(MimeMessage original) => Parse($"""
        From: fbl@example.test
        To: bounces@shop.test
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is a complaint.
        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: fbl/1
        Version: 1

        --b
        Content-Type: message/rfc822

        Message-ID: <{original.MessageId}>
        Subject: x

        body
        --b--
        """);

    private static MimeMessage Parse(string text) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))));
}
