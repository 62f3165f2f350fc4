using System.Net.Http.Json;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Messages.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

/// <summary>START after STOP: what had been consented to stands again, and nothing else does.</summary>
public sealed class ContactReopenedTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task What_was_consented_to_with_proof_stands_again_as_an_act_of_its_own()
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("ann@example.test");
        await ConsentRoom.Created(room.SayAsync(person, "given", "sms", Now.AddDays(-9)));

        var stop = await StopAsync(room, person);
        await ReopenAsync(room, person, stop);

        await ConsentRoom.Until(async () => await room.DecideAsync(person, "sms") == "CONSENT");
        var last = await room.Host.ReadAsync<ConsentDbContext, ConsentEvent>(db => db.Events.AsNoTracking().Where(e => e.SubjectId == person).OrderByDescending(e => e.At).FirstAsync());
        Assert.Equal(("text-message", room.Notice), (last.Method, last.NoticeId!.Value));
        Assert.Contains("START", last.Evidence, StringComparison.Ordinal);
        await StopAsync(room, person);
    }

    [Theory]
    [InlineData("import", null)]
    [InlineData("form", "withdrawn")]
    [InlineData("form", "objection")]
    [InlineData(null, null)]
    public async Task Nothing_is_opened_without_a_proven_consent_that_only_the_stop_had_ended(string? method, string? more)
    {
        await using var room = await ConsentRoom.StartAsync();
        var (person, other) = (await room.RegisterAsync("ann@example.test"), await room.RegisterAsync("bob@example.test"));
        await ConsentRoom.Created(room.SayAsync(other, "given", "sms", Now.AddDays(-9)));
        if (method is not null)
        {
            await ConsentRoom.Created(room.SayAsync(person, "given", "sms", Now.AddDays(-9), method));
        }

        if (more == "withdrawn")
        {
            await ConsentRoom.Created(room.SayAsync(person, "withdrawn", "sms", Now.AddDays(-3)));
        }
        else if (more == "objection")
        {
            await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { subjectId = person, scope = "all", reason = "objection" }));
        }

        await ReopenAsync(room, person, await StopAsync(room, person));
        await ReopenAsync(room, other, await StopAsync(room, other));

        await ConsentRoom.Until(async () => await room.DecideAsync(other, "sms") == "CONSENT");
        Assert.NotEqual("CONSENT", await room.DecideAsync(person, "sms"));
        Assert.False(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Events.AnyAsync(e => e.SubjectId == person && e.Method == "text-message")));
    }

    private static async Task<Guid> StopAsync(ConsentRoom room, SubjectId person)
    {
        var said = new ContactStopped(Guid.CreateVersion7(), person, "sms", null, "keyword", TimeProvider.System.GetUtcNow(), null);
        await room.Host.PublishAsync(said);
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Suppressions.AnyAsync(s => s.Id == said.ActId)));
        return said.ActId;
    }

    // The inbox remembers it in the transaction of what it did.
    private static async Task ReopenAsync(ConsentRoom room, SubjectId person, Guid stop)
    {
        var message = Guid.CreateVersion7();
        await room.Host.PublishAsync(new ContactReopened(person, "sms", [stop], TimeProvider.System.GetUtcNow()), message);
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Inbox.AnyAsync(m => m.MessageId == message)));
    }
}
