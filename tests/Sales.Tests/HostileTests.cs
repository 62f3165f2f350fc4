using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gdpr.Messages.Participation;
using Gdpr.Sales.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

/// <summary>What nobody should send: each has one clear answer, and nothing half-done stays.</summary>
public sealed class HostileTests
{
    [Theory]
    [InlineData("orders", """{"number":"O-1","orderedOn":"2024-03-01","deliveredOn":"9999-12-31","customer":{"externalId":"A-1"},"lines":[{"product":"X","quantity":1,"amount":1}]}""", "DATE_INVALID")]
    [InlineData("orders", """{"number":"O-1","orderedOn":"2024-03-01","currency":"EUR\n","customer":{"externalId":"A-1"},"lines":[{"product":"X","quantity":1,"amount":1}]}""", "CURRENCY_MALFORMED")]
    [InlineData("orders", """{"number":"O-1","orderedOn":"2024-03-01","customer":{"externalId":"A-1"},"lines":[{"product":"X","quantity":1,"amount":1e12},{"product":"X","quantity":1,"amount":1e12}]}""", "AMOUNT_TOO_LARGE")]
    [InlineData("invoices", """{"number":"F-1","issuedOn":"2024-03-01","customer":{"externalId":"A-1"},"lines":[{"description":"X","quantity":1e6,"unitPrice":1e6,"vatRate":20}]}""", "AMOUNT_TOO_LARGE")]
    [InlineData("archive/search", """{"purpose":"taxAudit","identifiers":[{"kind":"externalId"}]}""", "QUERY_MISSING")]
    public Task A_body_that_no_room_can_use_is_refused_with_a_code(string path, string body, string code) => RefusedAsync(path, body, HttpStatusCode.UnprocessableEntity, code);

    [Theory]
    [InlineData("orders", """{"number":"O-1","orderedOn":"2024-03-01","customer":{"externalId":"A-1"},"lines":[null]}""")]
    [InlineData("invoices", """{"number":"F-1","issuedOn":"2024-03-01","customer":{"externalId":"A-1"},"lines":[null]}""")]
    [InlineData("archive/search", """{"purpose":"taxAudit","identifiers":[null]}""")]
    public Task A_list_with_nothing_in_a_place_is_malformed(string path, string body) => RefusedAsync(path, body, HttpStatusCode.BadRequest, "BODY_MALFORMED");

    private static async Task RefusedAsync(string path, string body, HttpStatusCode status, string code)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");
        using var client = shop.Host.Client("sales.read sales.write sales.archive", "dpo-1");

        using var answer = await client.PostAsync($"/api/sales/{path}", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>();

        Assert.Equal((status, code), (answer.StatusCode, problem!["code"]!.GetValue<string>()));
        Assert.Equal((0, 0), await shop.ReadAsync(async db => (await db.Orders.CountAsync(), await db.Invoices.CountAsync())));
    }

    [Theory]
    [InlineData("invoices", "N,2024-05-06,A-1,0.0000000000000000000000000001,1000\n", "1 q NUMBER_INVALID")]
    [InlineData("orders", "N,2024-05-06,A-1,1,999999999999\nN,2024-05-06,A-1,1,999999999999\n", "1  AMOUNT_TOO_LARGE,2  AMOUNT_TOO_LARGE")]
    [InlineData("invoices", "N,2024-05-06,A-1,1,999999999999\nN,2024-05-06,A-1,1,999999999999\n", "1  AMOUNT_TOO_LARGE,2  AMOUNT_TOO_LARGE")]
    public async Task A_number_beyond_reason_rejects_its_document_and_the_import_goes_on(string kind, string rows, string errors)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");

        var import = await shop.ImportAsync($"n,d,who,q,a\n{rows}GOOD,2024-05-06,A-1,1,10\n", new { kind, number = "n", date = "d", externalId = "who", quantity = "q", amount = "a", formats = new { @decimal = "." } });

        Assert.Equal(("completed", 1), (import["status"]!.GetValue<string>(), import["created"]!.GetValue<int>()));
        Assert.Equal(errors, Errors(import));
    }

    [Fact]
    public async Task A_line_that_differs_from_the_one_of_its_number_is_rejected_and_never_called_unchanged()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");
        // Without a line number a line is known by its place: the second piece of O-1 stands where the first did.
        const string File = "n,d,who,q,a\nO-1,2024-05-06,A-1,1,10\nO-2,2024-05-06,A-1,1,10\nO-1,2024-05-06,A-1,1,99\n";

        var import = await shop.ImportAsync(File, ImportTests.Mapping);

        Assert.Equal("3  ORDER_LINE_DIFFERS", Errors(import));
        Assert.Equal((2, 0, 1), (import["created"]!.GetValue<int>(), import["unchanged"]!.GetValue<int>(), import["rejected"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_invoice_of_too_many_lines_is_no_invoice_of_some_of_them()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");
        var rows = string.Concat(Enumerable.Repeat("F-1,2024-05-06,A-1,1,10\n", SalesLimits.Lines + 1));

        var import = await shop.ImportAsync($"n,d,who,q,a\n{rows}", new { kind = "invoices", number = "n", date = "d", externalId = "who", quantity = "q", amount = "a" });

        Assert.Equal((0, SalesLimits.Lines + 1), (import["created"]!.GetValue<int>(), import["rejected"]!.GetValue<int>()));
        Assert.All(import["errors"]!.AsArray(), e => Assert.Equal("LINES_TOO_MANY", e!["code"]!.GetValue<string>()));
        Assert.Equal(0, await shop.ReadAsync(db => db.Invoices.CountAsync()));
    }

    [Fact]
    public async Task An_upload_that_broke_off_is_destroyed_by_a_host_that_lives_on()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.ReadAsync(async db =>
        {
            var job = new ImportJob { Id = db.NewId(), CreatedAt = db.Now, Key = new byte[32], Status = ImportStatus.Uploading };
            db.Imports.Add(job);
            db.ImportChunks.Add(new ImportChunk { ImportId = job.Id, Index = 0, Box = [1] });
            return await db.SaveChangesAsync();
        });

        shop.Clock.Advance(TimeSpan.FromHours(26));

        await Eventually.Async(
            () => shop.ReadAsync(async db => !await db.Imports.AnyAsync() && !await db.ImportChunks.AnyAsync()), TimeSpan.FromSeconds(20), "the upload is destroyed");
    }

    [Fact]
    public async Task A_reviewer_may_keep_a_record_for_as_long_as_a_calendar_goes()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test");
        await shop.OrdersAsync(ann, "O-1", "2024-03-01");
        shop.OpensCase(ann);

        var done = await shop.EraseAsync(1, new Datum("sales.orders", 1, Outcome.Kept, "17(3)(e):CLAIM", DateOnly.MaxValue));

        Assert.Equal([new Datum("sales.orders", 1, Outcome.Kept, "17(3)(e):CLAIM", DateOnly.MaxValue)], done);
    }

    [Fact]
    public async Task Whoever_lists_orders_or_invoices_has_read_of_each_person_shown()
    {
        await using var shop = await Shop.OpenAsync();
        var (ann, bob) = (shop.Knows("Ann Example", "ann@example.test"), shop.Knows("Bob Example", "bob@example.test"));
        await shop.OrdersAsync(ann, "O-1", "2024-03-01");
        await shop.OrdersAsync(ann, "O-2", "2024-03-01");
        await shop.InvoicesAsync(bob, "F-1", "2024-03-05");

        await shop.GetAsync("orders");
        await shop.GetAsync("invoices");

        Assert.Equal(
            [("orders.listed", ann.Id), ("invoices.listed", bob.Id)],
            (await shop.ReadAsync(db => db.AuditEntries.Where(a => a.Code.EndsWith(".listed")).OrderBy(a => a.Id).ToListAsync())).Select(a => (a.Code, a.SubjectId!.Value)));
    }

    private static string Errors(System.Text.Json.Nodes.JsonNode import) =>
        string.Join(',', import["errors"]!.AsArray().Select(e => $"{e!["row"]} {e["column"]?.GetValue<string>()} {e["code"]!.GetValue<string>()}"));
}
