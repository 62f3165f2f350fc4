using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

public sealed class RecordingTests
{
    [Fact]
    public async Task An_invoice_says_what_the_law_asks_and_keeps_the_rest_apart()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test");

        var id = await shop.InvoicesAsync(ann, "F-1", "2024-03-05", new { email = "Ann@Example.test", phone = "06 12 34 56 78", birthDate = "1970-01-02", notes = "Rings twice" });
        var invoice = await shop.GetAsync($"invoices/{id}");

        var content = invoice["content"]!;
        Assert.Equal(("Shop SAS", "Ann Example", "Brest"), (Word(content["seller"]!, "name"), Word(content["buyer"]!, "name"), Word(content["buyer"]!, "city")));
        Assert.Equal((109.99m, 20.55m, 130.54m), (content["net"]!.GetValue<decimal>(), content["vatTotal"]!.GetValue<decimal>(), content["gross"]!.GetValue<decimal>()));
        Assert.DoesNotContain("example.test", content.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("ann@example.test", "+33612345678", "Rings twice"), (Word(invoice["contact"]!, "email"), Word(invoice["contact"]!, "phone"), Word(invoice["contact"]!, "notes")));
        Assert.Equal(("2024-12-31", "2034-12-31"), (Word(invoice["retention"]!, "start"), Word(invoice["retention"]!, "until")));
        Assert.Equal(["integrator:test-client"], await shop.ReadAsync(db => db.Disclosures.Where(d => d.SubjectId == ann.Id).Select(d => d.Recipient).ToListAsync()));
    }

    [Theory]
    [InlineData("06-30", "2024-06-30", "2034-06-30")]
    [InlineData("06-30", "2024-07-01", "2035-06-30")]
    [InlineData("02-29", "2023-02-28", "2033-02-28")]
    [InlineData("02-29", "2023-03-01", "2034-02-28")]
    [InlineData("12-31", "2016-03-05", "2026-12-31")]
    public async Task The_period_begins_with_the_end_of_the_financial_year(string yearEnd, string issuedOn, string until)
    {
        await using var shop = await Shop.OpenAsync(o => o.Settings["Gdpr:Controller:FinancialYearEnd"] = yearEnd);
        var ann = shop.Knows("Ann Example", "ann@example.test");

        var id = await shop.InvoicesAsync(ann, "F-1", issuedOn);

        Assert.Equal(until, Word((await shop.GetAsync($"invoices/{id}"))["retention"]!, "until"));
    }

    [Fact]
    public async Task A_number_is_used_once_and_a_key_answers_once()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test", "A-1");
        await shop.InvoicesAsync(ann, "F-1", "2024-03-05");
        await shop.OrdersAsync(ann, "O-1", "2024-03-01");

        Assert.Equal((409, "INVOICE_EXISTS"), await shop.TryAsync("invoices", Shop.Invoice(ann, "F-1", "2024-03-06")));
        Assert.Equal((409, "ORDER_EXISTS"), await shop.TryAsync("orders", new { number = "O-1", orderedOn = "2024-03-01", subjectId = ann.Id, lines = new[] { new { product = "X", quantity = 1, amount = 1 } } }));
        shop.Api.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        var body = new { number = "O-2", orderedOn = "2024-03-01", customer = new { externalId = "A-1" }, lines = new[] { new { product = "X", quantity = 1, amount = 1 } } };
        Assert.Equal((await shop.DoAsync("orders", body))["id"]!.GetValue<Guid>(), (await shop.DoAsync("orders", body))["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Lists_are_paged_and_can_be_of_one_customer()
    {
        await using var shop = await Shop.OpenAsync();
        var (ann, bob) = (shop.Knows("Ann Example", "ann@example.test"), shop.Knows("Bob Example", "bob@example.test"));
        for (var i = 0; i < 5; i++)
        {
            await shop.OrdersAsync(i % 2 == 0 ? ann : bob, $"O-{i}", "2024-03-01");
        }

        var first = await shop.GetAsync("orders?limit=3");
        var rest = await shop.GetAsync($"orders?limit=3&after={Word(first, "next")}");

        Assert.Equal(["O-0", "O-1", "O-2", "O-3", "O-4"], first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(o => Word(o!, "number")));
        Assert.Null(rest["next"]);
        Assert.Equal(2, (await shop.GetAsync($"orders?subjectId={bob.Id}"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Customers_come_from_Contacts_and_who_was_erased_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Twin One", "twins@example.test");
        shop.Knows("Twin Two", "twins@example.test");
        shop.Erased[shop.HashOf(Kernel.Identifiers.IdentifierKind.Email, "gone@example.test")] = shop.Clock.GetUtcNow();

        Assert.Equal((422, "CUSTOMER_UNKNOWN"), await OrderAsync(shop, new { email = "nobody@example.test" }));
        Assert.Equal((422, "CUSTOMER_AMBIGUOUS"), await OrderAsync(shop, new { email = "twins@example.test" }));
        Assert.Equal((422, "CUSTOMER_MALFORMED"), await OrderAsync(shop, new { email = "no address" }));
        Assert.Equal((422, "CUSTOMER_MISSING"), await OrderAsync(shop, new { }));
        Assert.Equal((409, "SUBJECT_ERASED"), await OrderAsync(shop, new { email = "gone@example.test" }));
        shop.Host.Others.Cut("contacts");
        Assert.Equal((503, "UNAVAILABLE"), await OrderAsync(shop, new { email = "twins@example.test" }));
        Assert.Equal(0, await shop.ReadAsync(db => db.Orders.CountAsync()));
    }

    [Fact]
    public async Task Nothing_is_recorded_for_somebody_whose_request_is_being_carried_out()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test");
        await shop.Host.ReadAsync<Gdpr.Sales.Data.SalesDbContext, int>(db =>
        {
            db.Holds.Add(new SubjectHold { RequestId = Shop.Request, SubjectId = ann.Id, Since = db.Now, EditsHeld = true });
            return db.SaveChangesAsync();
        });

        Assert.Equal((423, "SUBJECT_HELD"), await shop.TryAsync("invoices", Shop.Invoice(ann, "F-1", "2024-03-05")));
    }

    [Fact]
    public async Task An_issued_invoice_cannot_be_changed_by_any_code()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test");
        await shop.InvoicesAsync(ann, "F-1", "2024-03-05");

        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.ReadAsync(async db =>
        {
            var invoice = await db.Invoices.SingleAsync();
            db.Entry(invoice).Property(i => i.Content).CurrentValue = "{}";
            return await db.SaveChangesAsync();
        }));
        using var put = await shop.Api.PutAsJsonAsync($"/api/sales/invoices/{Guid.CreateVersion7()}", new { });
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
    }

    [Theory]
    [InlineData("number", "")]
    [InlineData("issuedOn", null)]
    [InlineData("currency", "euro")]
    public async Task A_body_that_breaks_the_contract_is_refused(string field, string? value)
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test");
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Shop.Invoice(ann, "F-1", "2024-03-05")))!.AsObject();
        body[field] = value;

        Assert.Equal(422, (await shop.TryAsync("invoices", body)).Status);
        Assert.Equal((422, SalesErrors.DateInFuture.Code), await shop.TryAsync("invoices", Shop.Invoice(ann, "F-1", "2999-01-01")));
    }

    private static Task<(int Status, string? Code)> OrderAsync(Shop shop, object customer) =>
        shop.TryAsync("orders", new { number = "O-1", orderedOn = "2024-03-01", customer, lines = new[] { new { product = "X", quantity = 1, amount = 1 } } });

    private static string Word(JsonNode node, string name) => node[name]!.GetValue<string>();
}
