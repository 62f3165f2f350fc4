using Gdpr.Messages.Contacts;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Tests;

/// <summary>Two ids of one person: nothing that was said or sent under one is forgotten under the other.</summary>
public sealed class MergingTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_refusal_under_the_second_id_binds_the_first_and_so_does_its_old_link()
    {
        var (survivor, absorbed) = await MergedAsync("refusal", async link => await FollowAsync(link));

        Assert.Equal(("excluded", "OBJECTED"), (await studio.SendsAsync(await studio.RunAsync("refusal")))[survivor.Id]);
        Assert.False(await studio.ReadAsync(db => db.Stops.AnyAsync(s => s.SubjectId == survivor.Id)));

        var (second, gone) = await MergedAsync("late", _ => Task.CompletedTask);
        await FollowAsync(await LinkAsync(gone));
        Assert.Equal(second.Id, Assert.Single(await Studio.ToldAsync(studio.Host, second.Id)).SubjectId);
        Assert.NotEqual(absorbed.Id, gone.Id);
    }

    [Fact]
    public async Task The_cap_counts_what_both_ids_got()
    {
        var (survivor, _) = await MergedAsync("both", _ => Task.CompletedTask);

        var sends = await studio.SendsAsync(await studio.RunAsync("both", new { frequency = new { most = 2, days = 7 } }));

        Assert.Equal(("excluded", "FREQUENCY"), sends[survivor.Id]);
    }

    [Fact]
    public async Task Who_got_a_campaign_under_one_id_does_not_get_it_under_the_other()
    {
        var absorbed = studio.Knows("once", "once-old@example.test");
        var survivor = studio.Knows("once", "once-new@held.test");
        var campaign = await studio.CampaignAsync("once", new { perDomainPerMinute = 1 });
        var filler = studio.Knows("once", "once-filler@held.test");
        await studio.LaunchAsync(campaign);
        await Eventually.Async(() => Task.FromResult(studio.Sink.To(absorbed.Email).Count == 1 && studio.Sink.To(survivor.Email).Count == 1), TimeSpan.FromSeconds(20), "the first two left");

        // The filler is the same person as the one who was written to already, and still waits.
        await MergeAsync(filler, absorbed);
        studio.Forgets(absorbed);
        studio.Clock.Advance(TimeSpan.FromSeconds(70));

        Assert.Equal(("excluded", "ALREADY_SENT"), (await studio.SendsAsync(await studio.EndAsync(campaign)))[filler.Id]);
        Assert.Empty(studio.Sink.To(filler.Email));
    }

    private async Task<(Studio.Person Survivor, Studio.Person Absorbed)> MergedAsync(string origin, Func<string, Task> meanwhile)
    {
        var survivor = studio.Knows(origin, $"{origin}-first@example.test");
        var absorbed = studio.Knows(origin, $"{origin}-second@example.test");
        await studio.RunAsync(origin);
        await meanwhile(await LinkAsync(absorbed));
        await MergeAsync(survivor, absorbed);
        studio.Forgets(absorbed);
        return (survivor, absorbed);
    }

    private async Task MergeAsync(Studio.Person survivor, Studio.Person absorbed)
    {
        var id = Guid.CreateVersion7();
        await studio.Host.PublishAsync(new SubjectsMerged(survivor.Id, absorbed.Id), id);
        await Eventually.Async(() => studio.ReadAsync(db => db.Inbox.AnyAsync(m => m.MessageId == id)), TimeSpan.FromSeconds(20), "the merge is known");
    }

    private async Task<string> LinkAsync(Studio.Person person) =>
        $"/u/{studio.Tokens.Link(await studio.ReadAsync(db => db.Sends.Where(s => s.SubjectId == person.Id).Select(s => s.Id).SingleAsync()))}";

    private async Task FollowAsync(string link)
    {
        using var browser = studio.Host.Stranger();
        using var answer = await browser.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        answer.EnsureSuccessStatusCode();
    }
}
