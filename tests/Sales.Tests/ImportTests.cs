using System.Net;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Sales.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

public sealed class ImportTests
{
    public static readonly object Mapping = new { number = "n", date = "d", externalId = "who", quantity = "q", amount = "a" };

    [Fact]
    public async Task Orders_come_in_once_however_often_the_file_does()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Ann Example", "ann@example.test", "A-1");
        const string File = "n,d,who,line,q,a,p\nO-1,2024-05-06,A-1,1,2,10.50,Boat\nO-1,2024-05-06,A-1,2,1,5,Book\nO-2,2024-05-07,A-1,1,1,7,Boat\n";
        var mapping = new { number = "n", date = "d", externalId = "who", line = "line", quantity = "q", amount = "a", product = "p" };

        var first = await shop.ImportAsync(File, mapping);
        var again = await shop.ImportAsync(File, mapping);
        var more = await shop.ImportAsync(File + "O-2,2024-05-07,A-1,2,1,3,Book\n", mapping);

        Assert.Equal((3, 0, 0), Counts(first));
        Assert.Equal((0, 0, 3), Counts(again));
        Assert.Equal((0, 1, 3), Counts(more));
        Assert.Equal([15.5m, 10m], await shop.ReadAsync(db => db.Orders.OrderBy(o => o.Number).Select(o => o.Total).ToListAsync()));
        Assert.Equal(4, await shop.ReadAsync(db => db.OrderLines.CountAsync()));
        Assert.Equal(ann.Id, await shop.ReadAsync(db => db.Orders.Select(o => o.SubjectId).Distinct().SingleAsync()));
        Assert.Equal(0, await shop.ReadAsync(db => db.ImportChunks.CountAsync()));
    }

    [Fact]
    public async Task A_row_is_rejected_by_row_column_and_code_and_never_by_its_value()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");
        shop.Knows("Bob Example", "bob@example.test", "B-2");
        const string File = """
            n,d,who,q,a
            O-1,2024-05-06,A-1,1,10
            O-2,2024-05-06,nobody,1,10
            O-3,2024-05-06,A-1,many,10
            O-4,soon,A-1,1,10
            O-5,2024-05-06,,1,10
            ,2024-05-06,A-1,1,10
            O-7,2024-05-06,A-1,1
            O-8,2024-05-06,A-1,1,10
            O-8,2024-05-06,B-2,1,10
            O-9,2999-05-06,A-1,1,10
            """;

        var mapping = new { number = "n", date = "d", externalId = "who", quantity = "q", amount = "a", formats = new { date = "yyyy-MM-dd" } };
        var import = await shop.ImportAsync(File, mapping);

        Assert.Equal((1, 0, 0), Counts(import));
        Assert.Equal(9, import["rejected"]!.GetValue<int>());
        Assert.Equal(
            [
                "2  CUSTOMER_UNKNOWN", "3 q NUMBER_INVALID", "4 d DATE_INVALID", "5 who FIELD_MISSING", "6 n FIELD_MISSING", "7  ROW_FIELD_COUNT",
                "8  DOCUMENT_REJECTED", "9 who ROW_CONTRADICTS", "10 d DATE_IN_FUTURE",
            ],
            import["errors"]!.AsArray().Select(e => $"{e!["row"]} {e["column"]?.GetValue<string>()} {e["code"]!.GetValue<string>()}"));
    }

    [Theory]
    [InlineData("n,d,who,q,a\nO-1,01/02/2024,A-1,1,10\n", "stopped", "IMPORT_DATE_AMBIGUOUS")]
    [InlineData("", "failed", "IMPORT_EMPTY")]
    [InlineData("n,d,who,q\nO-1,2024-01-01,A-1,1\n", "failed", "IMPORT_COLUMN_MISSING")]
    [InlineData("n,d,who,q,a,a\nO-1,2024-01-01,A-1,1,1,1\n", "failed", "IMPORT_HEADER_DUPLICATE")]
    [InlineData("n,d,who,q,a\nO-1,2024-01-01,A-1,1,10\nO-2,\"2024-01-01,A-1,1,10\n", "failed", "IMPORT_MALFORMED")]
    public async Task A_file_that_cannot_be_used_creates_nothing_and_says_why(string file, string status, string code)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");

        var import = await shop.ImportAsync(file, Mapping);

        Assert.Equal((status, code), (import["status"]!.GetValue<string>(), import["code"]!.GetValue<string>()));
        Assert.Equal(0, await shop.ReadAsync(db => db.Orders.CountAsync()));
    }

    [Theory]
    [InlineData("{}", "MAPPING_FIELD_MISSING")]
    [InlineData("[]", "MAPPING_MALFORMED")]
    [InlineData("""{"number":"n","date":"d","quantity":"q","amount":"a"}""", "MAPPING_KEY_MISSING")]
    [InlineData("""{"number":"n","date":"d","quantity":"q","amount":"a","externalId":"e","shoes":"s"}""", "MAPPING_FIELD_UNKNOWN")]
    [InlineData("""{"number":"n","date":"d","quantity":"q","amount":"a","externalId":"e","formats":{"date":"HH:mm"}}""", "MAPPING_FORMAT_INVALID")]
    [InlineData("""{"number":"n","date":"d","quantity":"q","amount":"a","externalId":"e","kind":"quotes"}""", "MAPPING_KIND_UNKNOWN")]
    public async Task A_mapping_that_breaks_the_contract_is_refused_at_once(string mapping, string code)
    {
        await using var shop = await Shop.OpenAsync();

        using var answer = await shop.TryUploadAsync("n\n"u8.ToArray(), mapping);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>()));
        Assert.Equal(0, await shop.ReadAsync(db => db.Imports.CountAsync()));
    }

    [Fact]
    public async Task French_numbers_and_semicolons_are_read_and_invoices_carry_the_buyer_s_name()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");
        const string File = "n;d;mail;q;a;what;note\nF-1;31/12/2024;Ann@example.test;2;1 234,50 €;Bateau;Sonne deux fois\n";
        var mapping = new
        {
            kind = "invoices", number = "n", date = "d", email = "mail", quantity = "q", amount = "a", description = "what", notes = "note",
            defaults = new { vatRate = 20 },
        };

        var import = await shop.ImportAsync(File, mapping);
        var again = await shop.ImportAsync(File, mapping);
        var other = await shop.ImportAsync(File.Replace("1 234,50", "99,50", StringComparison.Ordinal), mapping);

        Assert.Equal(((1, 0, 0), (0, 0, 1), (0, 0, 0)), (Counts(import), Counts(again), Counts(other)));
        Assert.Equal("INVOICE_EXISTS", other["errors"]![0]!["code"]!.GetValue<string>());
        var invoice = await shop.ReadAsync(db => db.Invoices.SingleAsync());
        var content = InvoiceContent.Read(invoice.Content);
        Assert.Equal(("Ann Example", 1234.50m, 1481.40m, new DateOnly(2034, 12, 31)), (content.Buyer.Name, content.Net, content.Gross, invoice.KeepUntil));
        Assert.Equal("Sonne deux fois", await shop.ReadAsync(db => db.InvoiceContacts.Select(c => c.Notes).SingleAsync()));
    }

    [Fact]
    public async Task While_Contacts_is_away_the_import_waits_and_goes_on_by_itself()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Knows("Ann Example", "ann@example.test", "A-1");
        shop.Host.Others.Cut("contacts");

        var id = await shop.UploadAsync("n,d,who,q,a\nO-1,2024-05-06,A-1,1,10\n"u8.ToArray(), Mapping);
        await Eventually.Async(async () => (await shop.GetAsync($"imports/{id}"))["status"]!.GetValue<string>() == "waiting", TimeSpan.FromSeconds(30), "the import waits");
        Assert.Equal("contacts", (await shop.GetAsync($"imports/{id}"))["waitingFor"]![0]!.GetValue<string>());
        shop.Host.Others.Mend("contacts");

        Assert.Equal((1, 0, 0), Counts(await shop.EndOfAsync(id)));
    }

    [Fact]
    public async Task The_AdventureWorks_sales_come_in_whole_with_their_mangled_dates_also_over_a_restart()
    {
        var files = new[] { 2021, 2022, 2023 }.Select(y => Require.SharedFile($"data/adventureworks/AdventureWorks_Sales_{y}.csv")).ToList();
        await using var shop = await Shop.OpenAsync();
        for (var key = 11_000; key < 29_600; key++)
        {
            shop.People.Add(new Shop.Person(SubjectId.New(TimeProvider.System), $"Customer {key}", $"c{key}@example.test", key.ToString()));
        }

        shop.Index();
        var mapping = new
        {
            number = "OrderNumber", date = "OrderDate", externalId = "CustomerKey", line = "OrderLineItem", product = "ProductKey", quantity = "OrderQuantity", amount = "Sales",
            defaults = new { currency = "USD" },
        };
        var total = 0;
        foreach (var file in files)
        {
            var id = await shop.UploadAsync(await File.ReadAllBytesAsync(file), mapping);
            if (file.Contains("2022", StringComparison.Ordinal))
            {
                await Eventually.Async(async () => (await shop.GetAsync($"imports/{id}"))["rowsRead"]!.GetValue<int>() > 0, TimeSpan.FromSeconds(60), "some rows are in");
                await shop.Host.StopAsync();
                await shop.StartAgainAsync();
                shop.Clock.Advance(TimeSpan.FromMinutes(3));
            }

            var import = await shop.EndOfAsync(id, 300);
            var rows = File.ReadLines(file).Count() - 1;
            Assert.Equal((rows, 0, 0), Counts(import));
            total += rows;
        }

        Assert.Equal(total, await shop.ReadAsync(db => db.OrderLines.CountAsync()));
        Assert.Equal(2_630 + 10_695 + 11_839, await shop.ReadAsync(db => db.Orders.CountAsync()));
        Assert.Equal(
            (new DateOnly(2021, 1, 1), new DateOnly(2023, 6, 30)), (await shop.ReadAsync(db => db.Orders.MinAsync(o => o.OrderedOn)), await shop.ReadAsync(db => db.Orders.MaxAsync(o => o.OrderedOn))));
        Assert.Equal(new DateOnly(2023, 1, 1), await shop.ReadAsync(db => db.Orders.Where(o => o.Number == "SO61285").Select(o => o.OrderedOn).SingleAsync()));
    }

    private static (int Created, int Updated, int Unchanged) Counts(JsonNode import)
    {
        string[] counts = ["created", "updated", "unchanged", "rejected", "suppressed"];
        Assert.Equal(import["rowsRead"]!.GetValue<int>(), counts.Sum(c => import[c]!.GetValue<int>()));
        return (import["created"]!.GetValue<int>(), import["updated"]!.GetValue<int>(), import["unchanged"]!.GetValue<int>());
    }
}
