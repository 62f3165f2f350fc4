using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Ledger;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

/// <summary>A restore brings customers back: they go again at the start, and what the law makes us keep is archived again.</summary>
public sealed class LedgerReplayTests
{
    [Fact]
    public async Task Many_at_once_each_keeps_what_is_theirs_and_is_found_by_their_own_hash()
    {
        await using var shop = await Shop.OpenAsync();
        var (ann, bob, cem) = (shop.Knows("Ann", "ann@example.test"), shop.Knows("Bob", "bob@example.test"), shop.Knows("Cem", "cem@example.test"));
        await shop.InvoicesAsync(ann, "F-1", "2025-01-15", new { email = ann.Email });
        await shop.InvoicesAsync(bob, "F-2", "2025-01-15");
        await shop.OrdersAsync(ann, "O-1", "2025-01-15");
        await shop.OrdersAsync(bob, "O-2", "2025-01-15");
        await shop.OrdersAsync(cem, "O-3", "2025-01-15");
        shop.Held.Add((Guid.CreateVersion7(), bob.Id, shop.Today.AddDays(30)));

        LedgerRow[] rows = [Erasure(shop, 1, ann), Erasure(shop, 2, bob)];
        await shop.Host.StopAsync();
        shop.Host.Others.OnGet("subject-rights", "internal/subject-rights/ledger", _ => new LedgerPage(2, rows, null));
        await shop.Host.StartAgainAsync(o => o["Gdpr:Ledger:Ask"] = "true");
        using var client = shop.Host.Client();
        await Eventually.Async(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(30), "the room is ready");

        Assert.Equal(["O-3"], await shop.ReadAsync(db => db.Orders.Select(o => o.Number).ToListAsync()));
        Assert.Equal(0, await shop.ReadAsync(db => db.Invoices.CountAsync()));
        Assert.Equal(0, await shop.ReadAsync(db => db.InvoiceContacts.CountAsync()));
        Assert.Equal(["F-1"], await FoundAsync(shop, ann));
        Assert.Equal(["F-2", "O-2"], await FoundAsync(shop, bob));
    }

    private static LedgerRow Erasure(Shop shop, long sequence, Shop.Person person) => new(
        sequence, LedgerKind.Erasure, Guid.CreateVersion7(), person.Id, "all", DateTimeOffset.UtcNow, false, [], [new LedgerIdentifier(IdentifierKind.Email, HashOf(shop, person))], null);

    private static Task<List<string>> FoundAsync(Shop shop, Shop.Person person)
    {
        var hash = HashOf(shop, person);
        return shop.ReadAsync(db => db.Archive.Where(a => db.ArchiveHashes.Any(h => h.ArchivedId == a.Id && h.Hash == hash)).Select(a => a.Number).Order().ToListAsync());
    }

    private static string HashOf(Shop shop, Shop.Person person) => shop.Host.Hasher.Hash(new Identifier(IdentifierKind.Email, person.Email)).ToString();
}
