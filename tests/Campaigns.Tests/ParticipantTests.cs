using System.Net;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Tests;

public sealed class ParticipantTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task What_was_sent_is_handed_out_and_erased_and_the_count_stays()
    {
        var (person, campaign, link) = await MailedAsync("erased");
        var request = OpenCase(person);

        await SendAsync(new LocateSubject(request, "campaigns", RightRequested.Access, 1, null));
        var provided = await ReportAsync(request, ParticipationPhase.Locate);
        var export = await (await studio.Host.AsRoom("subject-rights").GetAsync($"/internal/campaigns/participation/{request}/export?right=access")).Content.ReadAsStringAsync();
        await SendAsync(new CarryOut(request, "campaigns", RightRequested.Erasure, 1, null, 7, []));
        var erased = await ReportAsync(request, ParticipationPhase.Act);
        await SendAsync(new VerifySubject(request, "campaigns", RightRequested.Erasure, 1, null));
        var left = await ReportAsync(request, ParticipationPhase.Verify);

        Assert.Contains(new Datum("campaigns.sends", 1, Outcome.Provided, null, null), provided);
        Assert.Contains("erased", export, StringComparison.Ordinal);
        Assert.Contains(new Datum("campaigns.sends", 1, Outcome.Erased, null, null), erased);
        Assert.Empty(left);
        Assert.False(await studio.ReadAsync(db => db.Sends.AnyAsync(s => s.SubjectId == person.Id)));
        Assert.Equal(1, (await studio.GetAsync($"/{campaign}"))["forgotten"]!.GetValue<int>());

        // The link of an erased person still answers, and writes nothing.
        using var stranger = studio.Host.Stranger();
        using var followed = await stranger.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.OK, followed.StatusCode);
        Assert.False(await studio.ReadAsync(db => db.Stops.AnyAsync(s => s.SubjectId == person.Id)));
    }

    [Fact]
    public async Task An_erasure_of_some_classes_takes_those_only_and_the_person_stays()
    {
        var (person, campaign, link) = await MailedAsync("part");
        using var browser = studio.Host.Stranger();
        using var stopped = await browser.PostAsync(link, new FormUrlEncodedContent([]));
        var request = OpenCase(person, ["campaigns.sends"]);

        await SendAsync(new CarryOut(request, "campaigns", RightRequested.Erasure, 1, null, 9, []));
        var erased = await ReportAsync(request, ParticipationPhase.Act);

        Assert.Equal(["campaigns.sends"], erased.Where(d => d.Count > 0).Select(d => d.DataClass));
        Assert.True(await studio.ReadAsync(db => db.Stops.AnyAsync(s => s.SubjectId == person.Id)));
        Assert.False(await studio.ReadAsync(db => db.Sends.AnyAsync(s => s.SubjectId == person.Id)));
        Assert.Equal(("excluded", "OBJECTED"), (await studio.SendsAsync(await studio.RunAsync("part")))[person.Id]);
        Assert.Equal(1, (await studio.GetAsync($"/{campaign}"))["forgotten"]!.GetValue<int>());
    }

    [Fact]
    public async Task While_restricted_nobody_gets_a_message()
    {
        var (person, _, _) = await MailedAsync("held");
        var request = OpenCase(person);
        await SendAsync(new CarryOut(request, "campaigns", RightRequested.Restriction, 1, null, null, []));
        await ReportAsync(request, ParticipationPhase.Act);

        Assert.Equal(("excluded", "RESTRICTED"), (await studio.SendsAsync(await studio.RunAsync("held")))[person.Id]);
        Assert.Single(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task A_list_of_mailings_is_no_part_of_a_portable_file()
    {
        var (person, _, _) = await MailedAsync("portable");
        var request = OpenCase(person);

        await SendAsync(new LocateSubject(request, "campaigns", RightRequested.Portability, 1, null));

        Assert.Empty(await ReportAsync(request, ParticipationPhase.Locate));
        Assert.Contains(person.Id, (await studio.ReadAsync(db => db.Sends.Select(s => s.SubjectId).ToListAsync())));
    }

    [Fact]
    public async Task Nobody_erased_gets_a_row_again_even_when_contacts_still_names_them()
    {
        var (person, _, _) = await MailedAsync("dead");
        var request = OpenCase(person);
        await SendAsync(new CarryOut(request, "campaigns", RightRequested.Erasure, 1, null, 8, []));
        await ReportAsync(request, ParticipationPhase.Act);
        var living = studio.Knows("dead", "living@example.test");

        var next = await studio.SendsAsync(await studio.RunAsync("dead"));

        Assert.Equal([living.Id], next.Keys);
        Assert.Single(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task While_sends_are_off_after_a_restore_nothing_leaves()
    {
        var person = studio.Knows("off", "off@example.test");
        await studio.RunAsync("off");
        await SwitchAsync(studio.Clock.GetUtcNow());
        var campaign = await studio.CampaignAsync("off");
        await studio.LaunchAsync(campaign);
        var looked = studio.Clock.GetTimestamp();
        await Eventually.Async(() => Task.FromResult(studio.Clock.GetElapsedTime(looked) > TimeSpan.FromSeconds(2.5)), TimeSpan.FromSeconds(10), "the worker looked twice");

        Assert.Single(studio.Sink.To(person.Email));
        await SwitchAsync(null);
        await studio.EndAsync(campaign);
        Assert.Equal(2, studio.Sink.To(person.Email).Count);
    }

    // What Platform sets when a person accepts a ledger older than the room's mark.
    private async Task SwitchAsync(DateTimeOffset? since) => await studio.ReadAsync(async db =>
    {
        var mark = await db.Marks.SingleOrDefaultAsync() ?? db.Marks.Add(new RoomMark()).Entity;
        mark.SendsOffSince = since;
        return await db.SaveChangesAsync();
    });

    private async Task<(Studio.Person Person, Guid Campaign, string Link)> MailedAsync(string origin)
    {
        var person = studio.Knows(origin, $"{origin}@example.test");
        var campaign = await studio.RunAsync(origin);
        var send = await studio.ReadAsync(db => db.Sends.Where(s => s.SubjectId == person.Id).Select(s => s.Id).SingleAsync());
        return (person, Studio.IdOf(campaign), $"/u/{studio.Tokens.Link(send)}");
    }

    private Guid OpenCase(Studio.Person person, string[]? classes = null)
    {
        var request = Guid.CreateVersion7();
        studio.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{request}/identifiers", f => new IdentifiersAdded(f.Identifiers.Count));
        studio.Host.Others.OnGet(
            "subject-rights", $"internal/subject-rights/case-files/{request}", _ => new CaseFile(request, [person.Id], [new CaseIdentifier(IdentifierKind.Email, person.Email)]) { Asked = new RequestDetails { DataClasses = classes ?? [] } });
        return request;
    }

    private Task SendAsync<T>(T message)
        where T : class => studio.Host.SendAsync("campaigns-participation", message);

    private async Task<Datum[]> ReportAsync(Guid request, ParticipationPhase phase) => (await Eventually.Async(
        () => Task.FromResult(studio.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.RequestId == request && r.Phase == phase)),
        TimeSpan.FromSeconds(20),
        $"campaigns reports {phase}")).Data;
}
