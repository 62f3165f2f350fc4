using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Governance;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

public sealed class ArchivePurgeTests
{
    private const string Name = "Canary Eight";

    [Fact]
    public async Task An_archived_invoice_is_erased_by_itself_on_the_day_after_its_period()
    {
        await using var shop = await Shop.OpenAsync();
        await ArchiveAsync(shop);
        Assert.NotEmpty(Bytes.Containing(shop.Host.DataFolder, Name));

        await PassToAsync(shop, new DateOnly(2034, 12, 31));
        await StillThereAsync(shop, 2);
        await PassToAsync(shop, new DateOnly(2035, 1, 1));
        await GoneAsync(shop, left: 1);

        Assert.Equal(["F-25"], await shop.ReadAsync(db => db.Archive.Select(a => a.Number).ToListAsync()));
        Assert.Equal(1, await shop.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "archive.purged")));
        await PassToAsync(shop, new DateOnly(2036, 1, 1));
        await GoneAsync(shop, left: 0);
        Assert.Equal(0, await shop.ReadAsync(db => db.ArchiveHashes.CountAsync()));
        await Eventually.Async(() => Task.FromResult(Bytes.Containing(shop.Host.DataFolder, Name).Count == 0), TimeSpan.FromSeconds(20), "no byte is left");
    }

    [Fact]
    public async Task A_request_under_an_address_of_one_who_was_erased_puts_the_end_off_though_no_hold_has_come()
    {
        await using var shop = await Shop.OpenAsync();
        await ArchiveAsync(shop);
        shop.Asking.UnionWith(await shop.ReadAsync(db => db.ArchiveHashes.Where(h => h.Kind == IdentifierKind.Email).Select(h => h.Hash).ToListAsync()));

        await PassToAsync(shop, new DateOnly(2040, 1, 1));
        await Eventually.Async(
            () => shop.ReadAsync(db => db.Archive.AllAsync(a => a.LeasedUntil == null && a.DueAt > shop.Clock.GetUtcNow())), TimeSpan.FromSeconds(20), "both are put off");
        await StillThereAsync(shop, 2);

        shop.Asking.Clear();
        shop.Clock.Advance(TimeSpan.FromHours(2));
        await GoneAsync(shop, left: 0);
    }

    [Theory]
    [InlineData("governance")]
    [InlineData("subject-rights")]
    public async Task Nothing_is_destroyed_while_one_who_must_be_asked_does_not_answer(string room)
    {
        await using var shop = await Shop.OpenAsync();
        await ArchiveAsync(shop);
        shop.Host.Others.Cut(room);

        await PassToAsync(shop, new DateOnly(2040, 1, 1));
        await Eventually.Async(() => shop.ReadAsync(db => db.Archive.AnyAsync(a => a.LeasedUntil != null)), TimeSpan.FromSeconds(20), "the purge has tried");
        await StillThereAsync(shop, 2);

        shop.Host.Others.Mend(room);
        shop.Clock.Advance(TimeSpan.FromMinutes(3));
        await GoneAsync(shop, left: 0);
    }

    [Fact]
    public async Task A_claim_and_an_open_request_put_the_end_off()
    {
        await using var shop = await Shop.OpenAsync();
        var person = await ArchiveAsync(shop);
        var hold = Guid.CreateVersion7();
        await shop.Host.PublishAsync(new LitigationHoldPlaced(hold, person.Id, null, null, new DateOnly(2041, 6, 1), 1));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync()), TimeSpan.FromSeconds(20), "the hold is known");

        await PassToAsync(shop, new DateOnly(2040, 1, 1));
        var review = new DateOnly(2041, 6, 1);
        await Eventually.Async(
            () => shop.ReadAsync(db => db.Archive.AllAsync(a => a.LeasedUntil == null && a.DueAt > shop.Clock.GetUtcNow())), TimeSpan.FromSeconds(20), "both are put off to the review");
        Assert.All(await shop.VerifyAsync(round: 5), d => Assert.Equal((StandingHold.Ground, review), (d.Ground, d.Until!.Value)));

        await shop.LocateAsync(round: 5);
        await shop.Host.PublishAsync(new LitigationHoldReleased(hold));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AllAsync(h => h.Released)), TimeSpan.FromSeconds(20), "the release is known");
        await Eventually.Async(
            () => shop.ReadAsync(db => db.Archive.AllAsync(a => a.LeasedUntil == null && a.DueAt > shop.Clock.GetUtcNow())), TimeSpan.FromSeconds(20), "the open request puts both off");
        await shop.Host.PublishAsync(new SubjectRequestClosed(Shop.Request));
        await Eventually.Async(() => shop.ReadAsync(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the request is closed");
        shop.Clock.Advance(TimeSpan.FromHours(2));
        await GoneAsync(shop, left: 0);
    }

    [Fact]
    public async Task A_restriction_alone_puts_the_end_off()
    {
        await using var shop = await Shop.OpenAsync();
        var person = await ArchiveAsync(shop);
        await shop.ReadAsync(db =>
        {
            db.Restrictions.Add(new SubjectRestriction
            {
                RequestId = Guid.CreateVersion7(), SubjectId = person.Id, DataClass = SubjectRestriction.Everything, Ground = RestrictionGround.Unlawful, Since = shop.Clock.GetUtcNow(), UntilClosed = false,
            });
            return db.SaveChangesAsync();
        });

        await PassToAsync(shop, new DateOnly(2040, 1, 1));
        await Eventually.Async(
            () => shop.ReadAsync(db => db.Archive.AllAsync(a => a.LeasedUntil == null && a.DueAt > shop.Clock.GetUtcNow())), TimeSpan.FromSeconds(20), "both are put off");
        await StillThereAsync(shop, 2);

        await shop.ReadAsync(db => db.Restrictions.ExecuteDeleteAsync());
        shop.Clock.Advance(TimeSpan.FromHours(2));
        await GoneAsync(shop, left: 0);
    }

    [Fact]
    public async Task A_hold_keeps_everything_of_a_person_and_its_release_lets_the_rest_go()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows(Name, "eight@example.test");
        await shop.InvoicesAsync(ann, "F-24", "2024-05-06", new { notes = "Said it never came" });
        await shop.OrdersAsync(ann, "O-24", "2024-05-01");
        shop.OpensCase(ann);
        var (hold, review) = (Guid.CreateVersion7(), shop.Today.AddDays(90));
        await shop.Host.PublishAsync(new LitigationHoldPlaced(hold, ann.Id, null, null, review, 1));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync()), TimeSpan.FromSeconds(20), "the hold is known");

        await shop.EraseAsync();
        var verified = await shop.VerifyAsync();

        Assert.Equal(
            [
                new Datum(DataClasses.InvoiceContact, 1, Outcome.Kept, StandingHold.Ground, review),
                new Datum(DataClasses.Invoices, 1, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2034, 12, 31)),
                new Datum(DataClasses.Orders, 1, Outcome.Kept, StandingHold.Ground, review),
            ],
            verified);
        Assert.Equal(0, await shop.ReadAsync(db => db.Orders.CountAsync()));

        await shop.ReadAsync(db => db.Holds.ExecuteDeleteAsync());
        await shop.Host.PublishAsync(new LitigationHoldReleased(hold));
        await GoneAsync(shop, left: 1);
        Assert.Equal([new Datum(DataClasses.Invoices, 1, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2034, 12, 31))], await shop.VerifyAsync(round: 2));
    }

    [Fact]
    public async Task A_hold_that_Governance_knows_and_has_not_announced_yet_counts()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows(Name, "eight@example.test");
        await shop.OrdersAsync(ann, "O-24", "2024-05-01");
        shop.OpensCase(ann);
        shop.Held.Add((Guid.CreateVersion7(), ann.Id, shop.Today.AddDays(30)));

        var done = await shop.EraseAsync();

        Assert.Equal([new Datum(DataClasses.Orders, 1, Outcome.Kept, StandingHold.Ground, shop.Today.AddDays(30))], done);
    }

    [Fact]
    public async Task Announcements_that_overtake_each_other_do_no_harm()
    {
        await using var shop = await Shop.OpenAsync();
        var (hold, person, other) = (Guid.CreateVersion7(), SubjectId.New(TimeProvider.System), Guid.CreateVersion7());

        await shop.Host.PublishAsync(new LitigationHoldPlaced(hold, person, null, null, new DateOnly(2031, 1, 1), 2));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync()), TimeSpan.FromSeconds(20), "the review is known");
        await shop.Host.PublishAsync(new LitigationHoldPlaced(hold, person, null, null, new DateOnly(2030, 1, 1), 1));
        await shop.Host.PublishAsync(new LitigationHoldReleased(other));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync(h => h.HoldId == other)), TimeSpan.FromSeconds(20), "the release is known");
        await shop.Host.PublishAsync(new LitigationHoldPlaced(other, person, null, null, new DateOnly(2030, 1, 1), 1));
        await shop.Host.PublishAsync(new LitigationHoldPlaced(Guid.CreateVersion7(), null, "contacts", Guid.CreateVersion7(), new DateOnly(2030, 1, 1), 1));
        await Eventually.Async(() => shop.ReadAsync(db => db.KnownHolds.AnyAsync(h => h.HoldId == other && h.Revision == 1)), TimeSpan.FromSeconds(20), "the late announcement came");

        var known = await shop.ReadAsync(db => db.KnownHolds.OrderBy(h => h.Released).ToListAsync());
        Assert.Equal([(hold, false, 2031), (other, true, 2030)], known.Select(h => (h.HoldId, h.Released, h.ReviewDate.Year)));
    }

    private static async Task<Shop.Person> ArchiveAsync(Shop shop)
    {
        var ann = shop.Knows(Name, "eight@example.test");
        await shop.InvoicesAsync(ann, "F-24", "2024-05-06");
        await shop.InvoicesAsync(ann, "F-25", "2025-05-06");
        shop.OpensCase(ann);
        await shop.EraseAsync();
        await shop.Host.PublishAsync(new SubjectRequestClosed(Shop.Request));
        await Eventually.Async(() => shop.ReadAsync(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the request is closed");
        return ann;
    }

    // Noon in Paris: safely inside the day.
    private static Task PassToAsync(Shop shop, DateOnly day)
    {
        shop.Clock.Advance(new DateTimeOffset(day.ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero) - shop.Clock.GetUtcNow());
        return Task.CompletedTask;
    }

    // The purge looks every two seconds: after three of its looks what is still there stays.
    private static async Task StillThereAsync(Shop shop, int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(6));
        await timer.WaitForNextTickAsync();
        Assert.Equal(count, await shop.ReadAsync(db => db.Archive.CountAsync()));
    }

    private static Task GoneAsync(Shop shop, int left) => Eventually.Async(
        () => shop.ReadAsync(async db => await db.Archive.CountAsync() == left), TimeSpan.FromSeconds(30), $"{left} archived records are left");
}
