using System.Net;
using System.Net.Http.Json;
using Gdpr.Consent.Data;
using Gdpr.Messages.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

/// <summary>What Campaigns reports becomes a refusal here, once, and outlives the person's data.</summary>
public sealed class ContactStoppedTests
{
    [Theory]
    [InlineData("unsubscribed", ConsentRoom.Newsletter, "OBJECTED")]
    [InlineData("complaint", null, "OBJECTED")]
    [InlineData("bounce", null, "UNDELIVERABLE")]
    public async Task A_report_stops_the_next_decision_and_is_recorded_once(string reason, string? purpose, string code)
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("ada@example.test");
        await ConsentRoom.Created(room.SayAsync(person, "given"));
        var said = new ContactStopped(Guid.CreateVersion7(), person, "email", purpose, reason, TimeProvider.System.GetUtcNow(), null);
        var message = Guid.CreateVersion7();

        await room.Host.PublishAsync(said, message);
        await room.Host.PublishAsync(said, message);

        await ConsentRoom.Until(async () => await room.DecideAsync(person) == code);
        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Suppressions.CountAsync(s => s.Id == said.ActId)));
        await room.EraseAsync([person], "ada@example.test");
        var back = await room.RegisterAsync("ada@example.test");
        await ConsentRoom.Created(room.SayAsync(back, "given", method: "import"));
        Assert.Equal(code, await room.DecideAsync(back));
    }

    [Fact]
    public async Task The_calls_that_a_caller_counts_decide_when_they_are_more_than_what_is_recorded()
    {
        await using var room = await ConsentRoom.StartAsync();
        await room.PublishNoticeAsync("calls", ["phone"]);
        var (often, seldom) = (await room.RegisterAsync("often@example.test"), await room.RegisterAsync("seldom@example.test"));
        var facts = new { country = "FR", audience = "B2C", ongoingContract = true, relatedToContract = true, attemptsLast30Days = 1 };
        await room.StateAsync(often, facts);
        await room.StateAsync(seldom, facts);
        using var campaigns = room.Host.AsRoom("campaigns");

        using var answer = await campaigns.PostAsJsonAsync("/internal/consent/decisions/batch", new
        {
            subjectIds = new[] { often, seldom }, channel = "phone", purpose = "calls", at = new DateTimeOffset(2026, 10, 6, 9, 0, 0, TimeSpan.Zero),
            attempts = new[] { new { subjectId = often, last30Days = 4 }, new { subjectId = seldom, last30Days = 3 } },
        });

        var codes = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray()
            .ToDictionary(i => i!["subjectId"]!.GetValue<Guid>(), i => i!["decision"]!["code"]!.GetValue<string>());
        Assert.Equal(("FREQUENCY", "ONGOING_CONTRACT"), (codes[often.Value], codes[seldom.Value]));
    }

    [Theory]
    [InlineData("form", true)]
    [InlineData("import", false)]
    public async Task An_own_and_proven_consent_is_told_and_an_imported_one_is_not(string method, bool told)
    {
        await using var room = await ConsentRoom.StartAsync();
        var (person, after) = (await room.RegisterAsync("ada@example.test"), await room.RegisterAsync("eve@example.test"));

        await ConsentRoom.Created(room.SayAsync(person, "given", method: method));
        await ConsentRoom.Created(room.SayAsync(after, "given"));

        await ConsentRoom.Until(() => Task.FromResult(Told(after) && (!told || Told(person))));
        Assert.Equal(told, Told(person));

        bool Told(Kernel.SubjectId who) => room.Host.Bus.All<Messages.Consent.ConsentGiven>().Any(c => c.SubjectId == who && c is { Purpose: ConsentRoom.Newsletter, Channel: "email" });
    }

    [Fact]
    public async Task Only_campaigns_may_ask_inside()
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("ada@example.test");
        var asked = new { subjectIds = new[] { person }, channel = "email", purpose = ConsentRoom.Newsletter };
        using var campaigns = room.Host.AsRoom("campaigns");
        using var sales = room.Host.AsRoom("sales");

        using var answer = await campaigns.PostAsJsonAsync("/internal/consent/decisions/batch", asked);
        using var refused = await sales.PostAsJsonAsync("/internal/consent/decisions/batch", asked);
        using var confirm = await campaigns.PostAsJsonAsync("/internal/consent/confirmations", new { subjectId = person, purpose = ConsentRoom.Newsletter, channel = "email", noticeId = room.Notice });
        using var sly = await sales.PostAsJsonAsync("/internal/consent/confirmations", new { subjectId = person, purpose = ConsentRoom.Newsletter, channel = "email", noticeId = room.Notice });

        Assert.Contains("NO_CONSENT", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Created, HttpStatusCode.Forbidden), (refused.StatusCode, confirm.StatusCode, sly.StatusCode));

        // Being asked is no consent.
        Assert.Equal("NO_CONSENT", await room.DecideAsync(person));
    }
}
