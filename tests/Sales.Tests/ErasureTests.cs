using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Tests;

public sealed class ErasureTests
{
    private const string Email = "canary-5c1d@example.test";
    private const string Invoice10 = "17(3)(b):INVOICE";

    [Fact]
    public async Task Three_invoices_of_three_years_are_three_data_with_three_end_dates()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = await CustomerAsync(shop);

        var located = await shop.LocateAsync();
        var done = await shop.EraseAsync(plan: located);
        var verified = await shop.VerifyAsync();

        Datum[] kept =
        [
            Kept(1, "2033-12-31"), Kept(2, "2034-12-31"), Kept(1, "2035-12-31"),
        ];
        Assert.Equal([new Datum(DataClasses.InvoiceContact, 1, Outcome.Erased, null, null), .. kept, new Datum(DataClasses.Orders, 1, Outcome.Erased, null, null)], located);
        Assert.Equal(located, done);
        Assert.Equal([new CaseIdentifier(IdentifierKind.Phone, "+33612345678")], shop.Found);
        Assert.Equal(kept, verified);
        Assert.Empty((await shop.GetAsync($"invoices?subjectId={ann.Id}"))["items"]!.AsArray());
        Assert.Empty((await shop.GetAsync($"orders?subjectId={ann.Id}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_kept_is_unchanged_and_what_it_need_not_carry_leaves_no_byte()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        var before = await shop.ReadAsync(db => db.Invoices.OrderBy(i => i.Number).Select(i => new { i.Number, i.Content, i.Digest }).ToListAsync());
        Assert.NotEmpty(Bytes.Containing(shop.Host.DataFolder, Email));

        await shop.EraseAsync();

        var after = await shop.ReadAsync(db => db.Archive.OrderBy(a => a.Number).Select(a => new { a.Number, a.Content, a.Digest }).ToListAsync());
        Assert.Equal(before, after);
        foreach (var gone in (string[])[Email, "+33612345678", "1970-01-02", "Rings twice"])
        {
            // The report leaves with the commit; the journal is truncated right after it.
            await Eventually.Async(() => Task.FromResult(Bytes.Containing(shop.Host.DataFolder, gone).Count == 0), TimeSpan.FromSeconds(10), $"no byte of {gone} is left");
        }
    }

    [Fact]
    public async Task The_archive_opens_only_to_its_scope_for_a_purpose_and_each_look_is_on_record()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        await shop.EraseAsync();
        var search = new { identifiers = new[] { new { kind = "email", value = Email.ToUpperInvariant() } }, purpose = "taxAudit" };
        using var dpo = shop.Host.Client("sales.read sales.archive", "dpo-1");

        using var refused = await shop.Api.PostAsJsonAsync("/api/sales/archive/search", search);
        using var found = await dpo.PostAsJsonAsync("/api/sales/archive/search", search);
        var items = JsonNode.Parse(await found.Content.ReadAsStringAsync())!["items"]!.AsArray();
        var id = items.First()!["id"]!.GetValue<Guid>();
        using var without = await dpo.GetAsync($"/api/sales/archive/{id}");
        var record = JsonNode.Parse(await dpo.GetStringAsync($"/api/sales/archive/{id}?purpose=subjectRequest"))!;

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(4, items.Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Equal("Canary Seven", record["content"]!["buyer"]!["name"]!.GetValue<string>());
        Assert.Equal(2, await shop.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Actor == "dpo-1" && a.Code.StartsWith("archive."))));
    }

    [Fact]
    public async Task A_later_request_by_identifier_finds_the_archived_invoices()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = await CustomerAsync(shop);
        await shop.EraseAsync();

        shop.OpensCase(ann, known: false);
        var located = await shop.LocateAsync(RightRequested.Access, round: 2);
        var tables = await shop.Host.AsRoom("subject-rights").GetFromJsonAsync<List<ExportTable>>(
            $"/internal/sales/participation/{Shop.Request}/export?right=access", RoomJson.Options);

        Assert.Equal([new Datum(DataClasses.Invoices, 4, Outcome.Provided, null, null)], located);
        Assert.Equal(["F-23", "F-24a", "F-24b", "F-25"], Assert.Single(tables!).Rows.Select(r => r[1]).Order());
    }

    [Fact]
    public async Task Somebody_else_who_shares_the_address_is_not_shown_the_archived_invoices()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        await shop.EraseAsync();

        shop.OpensCase(shop.Knows("Spouse Seven", Email));
        Assert.Empty(await shop.LocateAsync(RightRequested.Access, round: 2));

        shop.OpensCase(shop.Knows("Canary Seven", Email));
        Assert.Equal(4, (await shop.LocateAsync(RightRequested.Access, round: 3)).Sum(d => d.Count));
    }

    [Fact]
    public async Task An_invoice_whose_period_is_over_is_erased_like_the_rest()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Canary Seven", Email);
        var year = shop.Today.Year;
        await shop.InvoicesAsync(ann, "F-over", $"{year - 11}-03-05");
        await shop.InvoicesAsync(ann, "F-kept", $"{year - 10}-03-05");
        shop.OpensCase(ann);

        var done = await shop.EraseAsync();

        Assert.Equal([new Datum(DataClasses.Invoices, 1, Outcome.Erased, null, null), Kept(1, $"{year}-12-31")], done.OrderBy(d => d.Until));
        Assert.Equal(["F-kept"], await shop.ReadAsync(db => db.Archive.Select(a => a.Number).ToListAsync()));
    }

    [Fact]
    public async Task An_order_is_kept_as_the_voucher_of_its_invoice_or_as_an_online_contract_from_120_euros_on()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = shop.Knows("Canary Seven", Email);
        await shop.OrdersAsync(ann, "O-plain", "2020-01-10", 500);
        await shop.OrdersAsync(ann, "O-invoiced", "2024-01-10");
        await shop.InvoicesAsync(ann, "F-24", "2024-01-11", orderNumber: "O-invoiced");
        await shop.OrdersAsync(ann, "O-online", "2020-01-10", 120, online: true, deliveredOn: "2020-01-15");
        await shop.OrdersAsync(ann, "O-small", "2020-01-10", 119.99m, online: true, deliveredOn: "2020-01-15");
        shop.OpensCase(ann);

        var done = await shop.EraseAsync();

        Assert.Equal(
            [
                Kept(1, "2034-12-31"),
                new Datum(DataClasses.Orders, 2, Outcome.Erased, null, null),
                new Datum(DataClasses.Orders, 1, Outcome.Kept, "17(3)(b):CONTRACT_ECOM_120", new DateOnly(2030, 1, 15)),
                new Datum(DataClasses.Orders, 1, Outcome.Kept, Invoice10, new DateOnly(2034, 12, 31)),
            ],
            done);
        Assert.Equal(["F-24", "O-invoiced", "O-online"], await shop.ReadAsync(db => db.Archive.OrderBy(a => a.Number).Select(a => a.Number).ToListAsync()));
        Assert.Equal(0, await shop.ReadAsync(db => db.OrderLines.CountAsync()));
    }

    [Fact]
    public async Task A_reviewer_may_keep_more_for_a_claim_and_cannot_erase_what_the_law_commands_to_keep()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        Datum[] plan =
        [
            new(DataClasses.Orders, 1, Outcome.Kept, "17(3)(e):CLAIM", new DateOnly(2030, 1, 1)),
            new(DataClasses.Invoices, 4, Outcome.Erased, null, null),
        ];

        await shop.EraseAsync(plan: plan);
        var verified = await shop.VerifyAsync();

        Assert.Equal([Kept(1, "2033-12-31"), Kept(2, "2034-12-31"), Kept(1, "2035-12-31"), plan[0]], verified);
    }

    [Fact]
    public async Task The_check_searches_the_tables_and_not_the_report()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = await CustomerAsync(shop);
        await shop.EraseAsync();
        await shop.ReadAsync(db => db.Tombstones.ExecuteDeleteAsync());
        await shop.ReadAsync(db => db.Holds.ExecuteDeleteAsync());
        await shop.OrdersAsync(ann, "O-late", "2024-05-05");
        await shop.ReadAsync(db => db.ArchiveHashes.ExecuteDeleteAsync());
        await shop.ReadAsync(db => db.Archive.Where(a => a.Number == "F-25").ExecuteDeleteAsync());

        var verified = await shop.VerifyAsync();

        Assert.Equal([Kept(1, "2033-12-31"), Kept(2, "2034-12-31"), new Datum(DataClasses.Orders, 1, Outcome.None, null, null)], verified);
    }

    [Fact]
    public async Task Nobody_erased_gets_a_late_order_or_invoice_by_any_way()
    {
        await using var shop = await Shop.OpenAsync();
        var ann = await CustomerAsync(shop);
        await shop.EraseAsync();
        await shop.ReadAsync(db => db.Holds.ExecuteDeleteAsync());

        Assert.Equal((409, "SUBJECT_ERASED"), await shop.TryAsync("invoices", Shop.Invoice(ann, "F-26", "2025-05-05")));
        var late = await shop.ImportAsync("n,d,who,q,a\nO-9,2025-05-05,A-7,1,5\n", ImportTests.Mapping);
        Assert.Equal((0, 1), (late["created"]!.GetValue<int>(), late["suppressed"]!.GetValue<int>()));

        // The person has come back through Contacts since: what is dated before the erasure stays away, what came after is welcome.
        shop.People.Clear();
        shop.Knows("Canary Seven", Email, "A-7");
        shop.Erased[shop.HashOf(IdentifierKind.ExternalId, "default:A-7")] = shop.Clock.GetUtcNow().AddDays(-10);
        var file = $"n,d,who,q,a\nO-9,2025-05-05,A-7,1,5\nO-10,{shop.Today:yyyy-MM-dd},A-7,1,5\n";
        var again = await shop.ImportAsync(file, ImportTests.Mapping);
        Assert.Equal((1, 1), (again["created"]!.GetValue<int>(), again["suppressed"]!.GetValue<int>()));
        Assert.Equal((409, "INVOICE_EXISTS"), await shop.TryAsync("invoices", Shop.Invoice(shop.People[0], "F-25", "2025-05-05")));
    }

    [Fact]
    public async Task Erasing_twice_changes_nothing_more()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        await shop.EraseAsync();

        var again = await shop.EraseAsync(round: 2);

        Assert.Equal([Kept(1, "2033-12-31"), Kept(2, "2034-12-31"), Kept(1, "2035-12-31")], again);
        Assert.Equal(4, await shop.ReadAsync(db => db.Archive.CountAsync()));
    }

    [Fact]
    public async Task Orders_may_be_taken_elsewhere_and_invoices_are_part_of_a_copy_only()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        using var rights = shop.Host.AsRoom("subject-rights");
        var path = $"/internal/sales/participation/{Shop.Request}/export?right=";

        var portable = await rights.GetFromJsonAsync<List<ExportTable>>(path + "portability", RoomJson.Options);
        var copy = await rights.GetFromJsonAsync<List<ExportTable>>(path + "access", RoomJson.Options);

        Assert.Equal(["orders", "orderLines"], portable!.Select(t => t.Name));
        Assert.Equal(["orders", "orderLines", "invoices", "invoiceContacts"], copy!.Select(t => t.Name));
        Assert.Equal([new Datum(DataClasses.Orders, 1, Outcome.Provided, null, null)], await shop.LocateAsync(RightRequested.Portability));
    }

    private static Datum Kept(int count, string until) => new(DataClasses.Invoices, count, Outcome.Kept, Invoice10, DateOnly.Parse(until));

    /// <summary>Invoices of three financial years, one with contact details, an order without invoice, and the case.</summary>
    private static async Task<Shop.Person> CustomerAsync(Shop shop)
    {
        var ann = shop.Knows("Canary Seven", Email, "A-7");
        await shop.InvoicesAsync(ann, "F-23", "2023-02-03", new { email = Email, phone = "+33612345678", birthDate = "1970-01-02", notes = "Rings twice" });
        await shop.InvoicesAsync(ann, "F-24a", "2024-01-01");
        await shop.InvoicesAsync(ann, "F-24b", "2024-12-31");
        await shop.InvoicesAsync(ann, "F-25", "2025-06-07");
        await shop.OrdersAsync(ann, "O-1", "2025-06-01");
        shop.OpensCase(ann);
        return ann;
    }
}
