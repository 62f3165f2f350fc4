using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

/// <summary>An erasure of some classes of sales data: what is not named stays where it is, what is named follows the law.</summary>
public sealed class PartialErasureTests
{
    private const string Email = "canary-part@example.test";

    [Fact]
    public async Task Contact_details_of_an_invoice_go_and_invoice_and_order_stay_where_they_are()
    {
        await using var shop = await Shop.OpenAsync();
        await SoldAsync(shop, DataClasses.InvoiceContact);

        var located = await shop.LocateAsync();
        var done = await shop.EraseAsync(plan: located);

        Assert.Equal([new Datum(DataClasses.InvoiceContact, 1, Outcome.Erased, null, null)], located);
        Assert.Equal(located, done);
        Assert.Empty(await shop.VerifyAsync());
        Assert.Equal((1, 1, 0, 0, 0), await shop.ReadAsync(async db => (
            await db.Invoices.CountAsync(), await db.Orders.CountAsync(), await db.InvoiceContacts.CountAsync(), await db.Archive.CountAsync(), await db.Tombstones.CountAsync())));
    }

    [Fact]
    public async Task An_invoice_that_the_law_keeps_is_archived_with_the_order_left_alone()
    {
        await using var shop = await Shop.OpenAsync();
        await SoldAsync(shop, DataClasses.Invoices);

        var located = await shop.LocateAsync();
        var done = await shop.EraseAsync(plan: located);

        Datum kept = new(DataClasses.Invoices, 1, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2034, 12, 31));
        Assert.Equal([new Datum(DataClasses.InvoiceContact, 1, Outcome.Erased, null, null), kept], located);
        Assert.Equal(located, done);
        Assert.Equal([kept], await shop.VerifyAsync());
        Assert.Equal((0, 1, 1), await shop.ReadAsync(async db => (await db.Invoices.CountAsync(), await db.Orders.CountAsync(), await db.Archive.CountAsync())));
    }

    private static async Task SoldAsync(Shop shop, params string[] classes)
    {
        var ann = shop.Knows("Canary Part", Email);
        shop.OpensCase(ann);
        await shop.OrdersAsync(ann, "O-1", "2024-01-10");
        await shop.InvoicesAsync(ann, "F-1", "2024-03-05", new { email = Email });
        shop.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Shop.Request}", _ =>
            new CaseFile(Shop.Request, [ann.Id], [new CaseIdentifier(IdentifierKind.Email, Email)]) { Asked = new RequestDetails { DataClasses = classes } });
    }
}
