using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>The real file of customers, of whom no consent is proven: before anything is known nobody may be mailed, and then exactly those who bought.</summary>
public sealed class When_legacy_customers_are_requalified
{
    private const int Customers = 18_148;

    private const string Mapping = """
        {"externalId":"CustomerKey","givenName":"FirstName","familyName":"LastName","email":"EmailAddress","key":"externalId",
         "defaults":{"country":"FR","audience":"B2C","language":"fr","origin":"adventureworks"},
         "provenance":{"origin":"sale","obtainedAt":"2023-12-31"}}
        """;

    private const string Orders = """
        {"number":"OrderNumber","date":"OrderDate","externalId":"CustomerKey","line":"OrderLineItem","product":"ProductKey","quantity":"OrderQuantity","amount":"Sales",
         "defaults":{"currency":"USD"}}
        """;

    private static readonly object Bought = new
    {
        softOptIn = new { collectedAtSale = true, sameEntity = true, similarProducts = true, optOutAtCollection = true, optOutEachMessage = true }, provenance = new { origin = "sale" },
    };

    static When_legacy_customers_are_requalified() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task Without_a_proof_or_a_sale_none_is_mailed_and_with_the_facts_of_their_orders_exactly_the_customers_are()
    {
        var customers = await File.ReadAllBytesAsync(Require.AdventureWorksCustomers());
        var sales = await File.ReadAllBytesAsync(Require.SharedFile("data/adventureworks/AdventureWorks_Sales_2023.csv"));
        await using var suite = await Suites.StartAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(suite, patience: TimeSpan.FromMinutes(10));
        await me.DoAsync("api/consent/purposes", new { code = "newsletter", name = new { fr = "Lettre", en = "Letter" }, legalBasis = "consent", channels = new[] { "email" } });
        var campaign = await CampaignAsync(me);
        Assert.Equal(Customers, People.Count(await me.ImportAsync(customers, Mapping, 300), "created"));
        await Eventually.Async(async () => People.Count(await AskingAsync(me), "subjects") == Customers, TimeSpan.FromMinutes(5), "Consent knows everybody");

        // No proof, no sale: the answer says why, and by which way they could be asked instead.
        var (asking, preflight) = (await AskingAsync(me), await me.DoAsync($"api/campaigns/{campaign}/preflight", new { }));
        Assert.Equal(["postOrVisit NO_CONSENT 18148"], Routes(asking));
        Assert.Equal((Customers, 0, "NO_CONSENT 18148"), (People.Count(preflight, "total"), People.Count(preflight, "going"), Assert.Single(Reasons(preflight))));

        var buyers = await BuyersAsync(me, sales);
        await Parallel.ForEachAsync(buyers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (buyer, ct) =>
        {
            using var stated = await me.Http.PutAsync($"api/consent/subjects/{buyer}/facts", System.Net.Http.Json.JsonContent.Create(Bought), ct);
            Assert.True(stated.IsSuccessStatusCode, stated.StatusCode.ToString());
        });

        (asking, preflight) = (await AskingAsync(me), await me.DoAsync($"api/campaigns/{campaign}/preflight", new { }));
        var others = Customers - buyers.Count;
        Assert.Equal([$"channel SOFT_OPT_IN {buyers.Count}", $"postOrVisit NO_CONSENT {others}"], Routes(asking));
        Assert.Equal((buyers.Count, others), (People.Count(preflight, "going"), People.Count(preflight, "excluded")));
        Assert.Equal([$"NO_CONSENT {others}", $"SOFT_OPT_IN {buyers.Count}"], Reasons(preflight));
        await AddressesBeyondAsciiAsync(me, customers, sales, buyers);
    }

    // They are customers like the others: found by their address, decided, and counted among those who go.
    private static async Task AddressesBeyondAsciiAsync(Integrator me, byte[] customers, byte[] sales, HashSet<Guid> buyers)
    {
        var bought = Lines(sales).Select(l => l.Split(',')[4]).ToHashSet();
        var odd = Lines(customers).Select(l => l.Split(',')).Select(c => (Key: c[0], Email: c.First(x => x.Contains('@')))).Where(c => !c.Email.All(char.IsAscii)).ToList();
        Assert.Equal(39, odd.Count);
        Assert.Contains(odd, c => bought.Contains(c.Key));
        foreach (var (key, email) in odd)
        {
            var id = Assert.Single(await me.FindAsync(email))!["id"]!.GetValue<Guid>();
            Assert.Equal(bought.Contains(key), buyers.Contains(id));
            var decision = await me.GetAsync($"api/consent/decisions?subjectId={id}&channel=email&purpose=newsletter");
            Assert.Equal(bought.Contains(key) ? "SOFT_OPT_IN" : "NO_CONSENT", decision["code"]!.GetValue<string>());
        }
    }

    private static IEnumerable<string> Lines(byte[] file) => Encoding.GetEncoding(1252).GetString(file).Split("\r\n").Skip(1).Where(l => l.Length > 0);

    private static async Task<HashSet<Guid>> BuyersAsync(Integrator me, byte[] sales)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(sales), "file", "sales.csv" }, { new StringContent(Orders), "mapping" } };
        using var started = await me.Http.PostAsync("api/sales/imports", form);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync());
        var id = JsonNode.Parse(await started.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        var import = await Eventually.Async(
            async () => await me.GetAsync($"api/sales/imports/{id}") is { } view && view["status"]!.GetValue<string>() is "completed" or "failed" or "stopped" ? view : null,
            TimeSpan.FromMinutes(5),
            "the orders are in");
        Assert.True(import["status"]!.GetValue<string>() == "completed" && People.Count(import, "rejected") == 0, import.ToJsonString());
        var (buyers, after) = (new HashSet<Guid>(), "");
        while (after is not null)
        {
            var page = await me.GetAsync($"api/sales/orders?limit=500&after={after}");
            buyers.UnionWith(page["items"]!.AsArray().Select(o => o!["subjectId"]!.GetValue<Guid>()));
            after = page["next"]?.GetValue<string>();
        }

        Assert.Equal(Lines(sales).Select(l => l.Split(',')[4]).Distinct().Count(), buyers.Count);
        return buyers;
    }

    private static Task<JsonNode> AskingAsync(Integrator me) => me.DoAsync("api/consent/requalifications/preflight", new { purpose = "newsletter", channel = "email" });

    private static IEnumerable<string> Routes(JsonNode asking) =>
        asking["reasons"]!.AsArray().Select(r => $"{r!["route"]} {r["code"]} {r["count"]}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Reasons(JsonNode preflight) =>
        preflight["allowed"]!.AsArray().Concat(preflight["excludes"]!.AsArray()).Select(r => $"{r!["code"]} {r["count"]}").Order(StringComparer.Ordinal);

    private static async Task<Guid> CampaignAsync(Integrator me)
    {
        var template = Id(await me.DoAsync("api/campaigns/templates", new
        {
            name = "t", channel = "email",
            texts = new[] { new { language = "fr", subject = "Nouvelles", text = "{{ sender.name }} {{ source }} {{ objection }} {{ links.unsubscribe }} {{ links.data }}" } },
        }));
        var segment = Id(await me.DoAsync("api/campaigns/segments", new { name = "all", criteria = new { origin = "adventureworks" } }));
        return Id(await me.DoAsync("api/campaigns", new
        {
            name = "c", channel = "email", purpose = "newsletter", templateId = template, segmentId = segment, sender = new { name = "Shop SAS", address = "news@shop.test" },
        }));
    }

    private static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();
}
