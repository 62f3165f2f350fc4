using System.Net;
using System.Net.Http.Json;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Gdpr.Messages.Contacts;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

public sealed class MergingTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Every_refusal_of_either_id_stands_against_both_and_against_both_addresses()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (survivor, absorbed) = (await room.RegisterAsync("one@example.test"), await room.RegisterAsync("two@example.test"));
        using var given = await room.SayAsync(survivor, "given", "email", Now.AddDays(-9));
        using var closed = await room.SayAsync(absorbed, "withdrawn", "email", Now.AddDays(-2));
        Assert.Equal("CONSENT", await room.DecideAsync(survivor));

        await MergeAsync(room, survivor, absorbed);

        Assert.Equal("WITHDRAWN", await room.DecideAsync(survivor));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(absorbed));
        var newcomer = await room.RegisterAsync("one@example.test");
        Assert.Equal("WITHDRAWN", await room.DecideAsync(newcomer));
    }

    [Fact]
    public async Task A_consent_under_one_id_does_not_reopen_what_was_refused_under_the_other_and_a_later_act_does()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (survivor, absorbed) = (await room.RegisterAsync("one@example.test"), await room.RegisterAsync("two@example.test"));
        using var closed = await room.SayAsync(absorbed, "refused", "email", Now.AddDays(-9));
        using var given = await room.SayAsync(survivor, "given", "email", Now.AddDays(-2));

        await MergeAsync(room, survivor, absorbed);

        Assert.Equal("NO_CONSENT", await room.DecideAsync(survivor));
        await ConsentRoom.Until(() => Task.FromResult(room.Host.Bus.All<ChoiceRecorded>().Any(c => c.SubjectId == survivor && c.Act == "refused")));
        using var again = await room.SayAsync(survivor, "given", "email", TimeProvider.System.GetUtcNow());
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal("CONSENT", await room.DecideAsync(survivor));
    }

    [Fact]
    public async Task A_consent_does_not_move_and_a_merge_told_twice_changes_nothing_more()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (survivor, absorbed) = (await room.RegisterAsync("one@example.test"), await room.RegisterAsync("two@example.test"));
        using var given = await room.SayAsync(absorbed, "given", "email", Now.AddDays(-2));
        using var bounced = await room.SayAsync(survivor, "withdrawn", "sms", Now.AddDays(-2));

        await MergeAsync(room, survivor, absorbed);
        var once = await CountAsync(room);
        await MergeAsync(room, survivor, absorbed);

        Assert.Equal("NO_CONSENT", await room.DecideAsync(survivor));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(survivor, "sms"));
        Assert.Equal(once, await CountAsync(room));
    }

    private static async Task MergeAsync(ConsentRoom room, SubjectId survivor, SubjectId absorbed)
    {
        var id = Guid.CreateVersion7();
        await room.Host.PublishAsync(new SubjectsMerged(survivor, absorbed), id);
        await Eventually.Async(
            () => room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Inbox.AnyAsync(m => m.MessageId == id)), TimeSpan.FromSeconds(20), "the merge is known");
    }

    private static Task<(int, int, int)> CountAsync(ConsentRoom room) => room.Host.ReadAsync<ConsentDbContext, (int, int, int)>(
        async db => (await db.Suppressions.CountAsync(), await db.SuppressionSubjects.CountAsync(), await db.SuppressionHashes.CountAsync()));
}
