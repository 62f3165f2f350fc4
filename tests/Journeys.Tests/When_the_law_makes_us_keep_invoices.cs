using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

public sealed class When_the_law_makes_us_keep_invoices
{
    private const string Email = "keeper@example.test";

    private const string Orders = """
        {"number":"OrderNumber","date":"OrderDate","externalId":"CustomerKey","line":"OrderLineItem","product":"ProductKey","quantity":"OrderQuantity","amount":"Sales"}
        """;

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task Three_invoices_of_three_years_are_kept_with_three_end_dates_and_the_rest_is_gone(HostedAs hosting)
    {
        await using var suite = await Suites.StartAsync(hosting, new Dictionary<string, string?> { ["Gdpr__Controller__FinancialYearEnd"] = "06-30" });
        using var me = await Integrator.SignInAsync(suite);
        await me.RegisterAsync(Email, "7", "Keeper");
        await OrderAsync(me);
        foreach (var (number, day) in new[] { ("F-1", "2023-06-30"), ("F-2", "2023-07-01"), ("F-3", "2025-01-15") })
        {
            await InvoiceAsync(me, Email, number, day);
        }

        var request = await EraseAsync(me);
        var sales = Requests.Target(request, "sales");

        Assert.Equal(["2033-06-30", "2034-06-30", "2035-06-30"], Kept(sales).Select(d => d["until"]!.GetValue<string>()).Order());
        Assert.All(Kept(sales), d => Assert.Equal(("sales.invoices", 1, "17(3)(b):INVOICE"), (d["dataClass"]!.GetValue<string>(), d["count"]!.GetValue<int>(), d["ground"]!.GetValue<string>())));
        Assert.Equal("Completed", request["status"]!.GetValue<string>());
        Assert.Empty(await me.FindAsync(Email));
        Assert.Empty((await me.GetAsync("api/sales/orders"))["items"]!.AsArray());
        Assert.Empty((await me.GetAsync("api/sales/invoices"))["items"]!.AsArray());
        Assert.Equal(3, (await ArchiveAsync(me)).Count);

        // Whoever asks again under the address is told what is kept, though nobody here knows the person any more.
        var again = await EraseAsync(me);
        Assert.Equal(3, Kept(Requests.Target(again, "sales")).Count);
        Assert.Equal("Completed", again["status"]!.GetValue<string>());
        using var late = await me.PostAsync("api/sales/orders", Order(Email));
        Assert.Equal(409, (int)late.StatusCode);
    }

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task A_claim_keeps_what_the_law_would_let_go_until_somebody_releases_it(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        var person = await me.RegisterAsync(Email, "7", "Keeper");
        await OrderAsync(me);
        var review = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60).ToString("yyyy-MM-dd");
        var hold = await me.DoAsync("api/governance/litigation-holds", new { subjectId = person, reason = "Claim before the court", reviewDate = review });

        var request = await EraseAsync(me);

        var kept = Assert.Single(Kept(Requests.Target(request, "sales")));
        Assert.Equal(("17(3)(e):LITIGATION", review), (kept["ground"]!.GetValue<string>(), kept["until"]!.GetValue<string>()));
        Assert.Single(await ArchiveAsync(me));
        await me.DoAsync($"api/governance/litigation-holds/{hold["id"]}/release", new { reason = "Settled" });
        await Eventually.Async(async () => (await ArchiveAsync(me)).Count == 0, TimeSpan.FromSeconds(60), "the archive lets go");
    }

    private static async Task OrderAsync(Integrator me)
    {
        var file = "OrderDate,OrderNumber,ProductKey,CustomerKey,OrderLineItem,OrderQuantity,Sales\n01-02-21,SO1,332,7,1,1,699.0982\n01/13/2021,SO2,310,8,1,1,3578.27\n";
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "sales.csv" }, { new StringContent(Orders), "mapping" } };
        using var answer = await me.Http.PostAsync("api/sales/imports", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        var import = await Eventually.Async(
            async () => await me.GetAsync($"api/sales/imports/{id}") is { } state && state["status"]!.GetValue<string>() == "completed" ? state : null,
            TimeSpan.FromSeconds(60),
            "the orders are in");
        Assert.Equal((1, 1), (People.Count(import, "created"), People.Count(import, "rejected")));
        Assert.Equal("2021-01-02", (await me.GetAsync("api/sales/orders"))["items"]!.AsArray().Single()!["orderedOn"]!.GetValue<string>());
    }

    private static object Order(string email) =>
        new { number = "O-late", orderedOn = "2025-01-01", customer = new { email }, lines = new[] { new { product = "Boat", quantity = 1, amount = 5 } } };

    private static Task<JsonNode> InvoiceAsync(Integrator me, string email, string number, string issuedOn) => me.DoAsync("api/sales/invoices", new
    {
        number, issuedOn, customer = new { email }, contact = new { email, notes = "Rings twice" },
        lines = new[] { new { description = "Boat", quantity = 1, unitPrice = 100, vatRate = 20 } },
    });

    private static async Task<JsonNode> EraseAsync(Integrator me)
    {
        var id = await me.AskAsync("erasure", new { email = Email });
        await me.ConfirmAndApproveAsync(id);
        return await me.EndAsync(id);
    }

    private static List<JsonNode> Kept(JsonNode target) =>
        [.. target["data"]!.AsArray().Where(d => d!["outcome"]!.GetValue<string>() == "kept").Select(d => d!)];

    private static async Task<JsonArray> ArchiveAsync(Integrator me) => (await me.DoAsync(
        "api/sales/archive/search", new { identifiers = new[] { new { kind = "email", value = Email } }, purpose = "subjectRequest" }))["items"]!.AsArray();
}
