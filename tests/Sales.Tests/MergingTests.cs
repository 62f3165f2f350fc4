using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Governance;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Sales.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

public sealed class MergingTests
{
    [Fact]
    public async Task The_lists_of_any_id_of_a_customer_show_what_was_bought_under_all_of_them()
    {
        await using var shop = await Shop.OpenAsync();
        var (one, two, three, other) = (shop.Knows("Ann", "a@example.test"), shop.Knows("Anna", "b@example.test"), shop.Knows("Anne", "c@example.test"), shop.Knows("Bob", "bob@example.test"));
        foreach (var (person, i) in new[] { one, two, three, other }.Select((p, i) => (p, i)))
        {
            await shop.OrdersAsync(person, $"O-{i}", "2024-03-01");
            await shop.InvoicesAsync(person, $"F-{i}", "2024-03-05");
        }

        // The second merge is heard of before the first, and once more after it.
        await MergeAsync(shop, two.Id, three.Id);
        await MergeAsync(shop, one.Id, two.Id);
        await MergeAsync(shop, two.Id, three.Id);

        foreach (var person in new[] { one, two, three })
        {
            Assert.Equal(["O-0", "O-1", "O-2"], await NumbersAsync(shop, $"orders?subjectId={person.Id}"));
            Assert.Equal(["F-0", "F-1", "F-2"], await NumbersAsync(shop, $"invoices?subjectId={person.Id}"));
        }

        Assert.Equal(["O-3"], await NumbersAsync(shop, $"orders?subjectId={other.Id}"));
        Assert.Equal([one.Id, two.Id, three.Id, other.Id], await shop.ReadAsync(db => db.Orders.OrderBy(o => o.Number).Select(o => o.SubjectId).ToListAsync()));
    }

    [Fact]
    public async Task A_merge_told_late_joins_the_chain_and_an_erasure_forgets_it()
    {
        await using var shop = await Shop.OpenAsync();
        var (one, two, three) = (shop.Knows("Ann", "a@example.test"), shop.Knows("Anna", "b@example.test"), shop.Knows("Anne", "c@example.test"));
        await shop.OrdersAsync(three, "O-3", "2024-03-01");
        await MergeAsync(shop, one.Id, two.Id);
        await MergeAsync(shop, two.Id, three.Id);
        Assert.Equal(["O-3"], await NumbersAsync(shop, $"orders?subjectId={one.Id}"));

        shop.OpensCase(one, true, two.Id, three.Id);
        await shop.EraseAsync();
        Assert.False(await shop.ReadAsync(db => db.MergedCustomers.AnyAsync()));
        await MergeAsync(shop, two.Id, three.Id);

        Assert.False(await shop.ReadAsync(db => db.MergedCustomers.AnyAsync()));
    }

    [Fact]
    public async Task A_claim_against_one_id_keeps_what_was_bought_under_the_other()
    {
        await using var shop = await Shop.OpenAsync();
        var (one, two) = (shop.Knows("Ann", "a@example.test"), shop.Knows("Anna", "b@example.test"));
        await shop.OrdersAsync(two, "O-2", "2024-03-01");
        await MergeAsync(shop, one.Id, two.Id);
        var review = shop.Today.AddYears(1);
        shop.Held.Add((Guid.CreateVersion7(), one.Id, review));
        await shop.Host.PublishAsync(new LitigationHoldPlaced(shop.Held[0].Hold, one.Id, null, null, review, 1));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync()), TimeSpan.FromSeconds(20), "the claim is known");
        shop.OpensCase(one, true, two.Id);

        var located = await shop.LocateAsync();
        var done = await shop.EraseAsync(plan: located);

        Assert.Equal([new Datum(DataClasses.Orders, 1, Outcome.Kept, StandingHold.Ground, review)], located);
        Assert.Equal(located, done);
        var kept = await shop.ReadAsync(db => db.Archive.SingleAsync());
        Assert.Equal(("O-2", one.Id), (kept.Number, kept.SubjectId));

        // The claim goes on after its review and the request is closed: it is asked about under the id that it names.
        await shop.Host.PublishAsync(new SubjectRequestClosed(Shop.Request));
        await Eventually.Async(() => shop.ReadAsync(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the request is closed");
        shop.Clock.Advance(TimeSpan.FromDays(400));
        await Eventually.Async(
            () => shop.ReadAsync(async db => await db.Archive.AnyAsync(a => a.DueAt > shop.Clock.GetUtcNow())), TimeSpan.FromSeconds(20), "the end is put off");
    }

    [Fact]
    public async Task A_claim_against_the_survivor_that_comes_after_the_erasure_keeps_what_is_archived_under_the_other()
    {
        await using var shop = await Shop.OpenAsync();
        var (one, two, three) = (shop.Knows("Ann", "a@example.test"), shop.Knows("Anna", "b@example.test"), shop.Knows("Anne", "c@example.test"));
        await shop.InvoicesAsync(two, "F-2", "2024-03-01");
        await MergeAsync(shop, one.Id, two.Id);
        await MergeAsync(shop, one.Id, three.Id);
        shop.OpensCase(one, true, two.Id, three.Id);
        await shop.EraseAsync();
        await shop.Host.PublishAsync(new SubjectRequestClosed(Shop.Request));
        await Eventually.Async(() => shop.ReadAsync(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the request is closed");
        Assert.Equal(two.Id, (await shop.ReadAsync(db => db.Archive.SingleAsync())).SubjectId);

        // Against another of the customer's ids; known to Governance first, announced later.
        var (hold, review) = (Guid.CreateVersion7(), new DateOnly(2041, 6, 1));
        shop.Held.Add((hold, three.Id, review));
        shop.Clock.Advance(new DateTimeOffset(2040, 1, 1, 11, 0, 0, TimeSpan.Zero) - shop.Clock.GetUtcNow());
        await Eventually.Async(
            () => shop.ReadAsync(db => db.Archive.AnyAsync(a => a.LeasedUntil == null && a.DueAt > shop.Clock.GetUtcNow())), TimeSpan.FromSeconds(20), "the end is put off");
        await shop.Host.PublishAsync(new LitigationHoldPlaced(hold, three.Id, null, null, review, 1));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync()), TimeSpan.FromSeconds(20), "the claim is known");

        shop.Held.Clear();
        await shop.Host.PublishAsync(new LitigationHoldReleased(hold));
        await Eventually.Async(() => shop.ReadAsync(async db => !await db.Archive.AnyAsync()), TimeSpan.FromSeconds(30), "the invoice goes with the claim");
        await Eventually.Async(() => shop.ReadAsync(async db => !await db.MergedCustomers.AnyAsync()), TimeSpan.FromSeconds(10), "so does the tie of the ids");
    }

    private static async Task MergeAsync(Shop shop, SubjectId survivor, SubjectId absorbed)
    {
        var id = Guid.CreateVersion7();
        await shop.Host.PublishAsync(new SubjectsMerged(survivor, absorbed), id);
        await Eventually.Async(() => shop.ReadAsync(db => db.Inbox.AnyAsync(m => m.MessageId == id)), TimeSpan.FromSeconds(20), "the merge is known");
    }

    private static async Task<IEnumerable<string>> NumbersAsync(Shop shop, string path) =>
        (await shop.GetAsync(path))["items"]!.AsArray().Select(i => i!["number"]!.GetValue<string>()).Order(StringComparer.Ordinal);
}
