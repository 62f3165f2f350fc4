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
    public async Task Only_campaigns_may_ask_inside()
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("ada@example.test");
        var asked = new { subjectIds = new[] { person }, channel = "email", purpose = ConsentRoom.Newsletter };
        using var campaigns = room.Host.AsRoom("campaigns");
        using var sales = room.Host.AsRoom("sales");

        using var answer = await campaigns.PostAsJsonAsync("/internal/consent/decisions/batch", asked);
        using var refused = await sales.PostAsJsonAsync("/internal/consent/decisions/batch", asked);

        Assert.Contains("NO_CONSENT", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
