using System.Net;
using Gdpr.Messages.Consent;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Tests;

/// <summary>Messages that follow a consent, and what a consent opens again.</summary>
public sealed class WelcomeTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_series_follows_each_consent_once_after_its_hours_until_it_is_ended()
    {
        var ann = studio.Knows("series", "series-ann@example.test");
        var eve = studio.Knows("series", "series-eve@example.test");
        var (first, second) = (await WelcomeAsync(0), await WelcomeAsync(48));

        await GiveAsync(ann, "welcomed");
        await GiveAsync(ann, "welcomed");
        await GiveAsync(eve, "another");
        await ArrivedAsync(ann, 1);
        studio.Clock.Advance(TimeSpan.FromHours(49));
        await ArrivedAsync(ann, 2);
        await studio.DoAsync($"/{first}/end", new { }, HttpStatusCode.Accepted);
        await studio.DoAsync($"/{second}/end", new { }, HttpStatusCode.Accepted);
        await GiveAsync(eve, "welcomed");

        Assert.Equal(2, studio.Sink.To(ann.Email).Count);
        Assert.Empty(studio.Sink.To(eve.Email));
        Assert.Equal(1, (await studio.GetAsync($"/{first}/statistics"))["sent"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_welcome_asks_for_the_decision_when_it_leaves()
    {
        var person = studio.Knows("regret", "regret@example.test");
        var campaign = await WelcomeAsync(24, "regretted");
        await GiveAsync(person, "regretted");
        studio.Refused[person.Id] = "WITHDRAWN";
        studio.Clock.Advance(TimeSpan.FromHours(25));

        await studio.UntilAsync(campaign, c => c["sends"]!.AsArray().Any(s => s!["code"]?.GetValue<string>() == "WITHDRAWN"), "the decision is asked for");

        Assert.Empty(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task A_later_own_consent_opens_what_was_stopped_here_and_an_older_one_does_not()
    {
        var person = studio.Knows("again", "again@example.test");
        await studio.RunAsync("again");
        using var browser = studio.Host.Stranger();
        var send = await studio.ReadAsync(db => db.Sends.Where(s => s.SubjectId == person.Id).Select(s => s.Id).SingleAsync());
        using var stopped = await browser.PostAsync($"/u/{studio.Tokens.Link(send)}", new FormUrlEncodedContent([]));
        var before = studio.Clock.GetUtcNow().AddMinutes(-5);

        await GiveAsync(person, "newsletter", before);
        Assert.Equal(("excluded", "OBJECTED"), (await studio.SendsAsync(await studio.RunAsync("again")))[person.Id]);
        studio.Clock.Advance(TimeSpan.FromMinutes(1));
        await GiveAsync(person, "newsletter");
        Assert.Equal("sent", (await studio.SendsAsync(await studio.RunAsync("again")))[person.Id].State);

        // The old link is no dead letter: it stops again.
        using var once = await browser.PostAsync($"/u/{studio.Tokens.Link(send)}", new FormUrlEncodedContent([]));
        Assert.Equal(("excluded", "OBJECTED"), (await studio.SendsAsync(await studio.RunAsync("again")))[person.Id]);
    }

    private async Task<Guid> WelcomeAsync(int hours, string purpose = "welcomed")
    {
        var campaign = Studio.IdOf(await studio.DoAsync(string.Empty, new
        {
            name = "welcome", channel = "email", purpose, templateId = await studio.TemplateAsync(), afterConsentHours = hours, sender = new { name = "Shop SAS", address = "news@shop.test" },
        }));
        await studio.LaunchAsync(campaign);
        return campaign;
    }

    private async Task GiveAsync(Studio.Person person, string purpose, DateTimeOffset? at = null)
    {
        var id = Guid.CreateVersion7();
        await studio.Host.PublishAsync(new ConsentGiven(Guid.CreateVersion7(), person.Id, purpose, "email", at ?? studio.Clock.GetUtcNow()), id);
        await Eventually.Async(() => studio.ReadAsync(db => db.Inbox.AnyAsync(m => m.MessageId == id)), TimeSpan.FromSeconds(20), "the consent is known");
    }

    private Task ArrivedAsync(Studio.Person person, int mails) =>
        Eventually.Async(() => Task.FromResult(studio.Sink.To(person.Email).Count >= mails), TimeSpan.FromSeconds(20), $"mail {mails} arrives");
}
