using System.Net;
using System.Text.Json.Nodes;

namespace Gdpr.Governance.Tests;

public sealed class RetentionRuleTests
{
    [Fact]
    public async Task The_law_s_table_is_shown_with_source_and_confidence()
    {
        await using var office = await Office.OpenAsync();

        var rules = (await office.GetAsync("retention-rules"))["items"]!.AsArray();

        var invoice = rules.Single(r => r!["code"]!.GetValue<string>() == "INVOICE")!;
        Assert.Equal(("law", "mandatory", "secondary", true), (Word(invoice, "origin"), Word(invoice, "force"), Word(invoice, "confidence"), invoice["inForce"]!.GetValue<bool>()));
        Assert.StartsWith("C. com. L123-22", Word(invoice, "source"), StringComparison.Ordinal);
        Assert.All(rules, r => Assert.NotEmpty(Word(r!, "source")));
    }

    [Fact]
    public async Task A_company_rule_has_versions_with_their_days_and_none_is_overwritten()
    {
        await using var office = await Office.OpenAsync();

        await office.DoAsync("retention-rules", Rule("PROSPECT", years: 2, from: "2026-01-01"), HttpStatusCode.Created);
        var second = await office.DoAsync("retention-rules", Rule("PROSPECT", years: 1, from: "2026-07-01"), HttpStatusCode.Created);
        var rules = (await office.GetAsync("retention-rules?code=PROSPECT&at=2026-11-23"))["items"]!.AsArray();

        Assert.Equal(2, second["version"]!.GetValue<int>());
        Assert.Equal(["law  False", "company 1 False", "company 2 True"], rules.Select(r => $"{Word(r!, "origin")} {r!["version"]} {r["inForce"]!.GetValue<bool>()}"));
        Assert.Equal("2027-03-01", await EndAsync(office, "2026-03-01", "2026-11-23"));
        Assert.Equal("2028-03-01", await EndAsync(office, "2026-03-01", "2026-06-30"));
        Assert.Equal("2029-03-01", await EndAsync(office, "2026-03-01", "2025-12-31"));
        Assert.Equal((422, "RULE_FROM_NOT_LATER"), await office.TryAsync("retention-rules", Json(Rule("PROSPECT", years: 1, from: "2026-07-01"))));
    }

    [Fact]
    public async Task A_period_that_the_law_commands_may_be_longer_and_never_shorter()
    {
        await using var office = await Office.OpenAsync();

        Assert.Equal((422, "RETENTION_SHORTER_THAN_LAW"), await office.TryAsync("retention-rules", Json(Rule("INVOICE", years: 9, from: "2026-01-01", force: "mandatory"))));
        Assert.Equal((422, "RETENTION_SHORTER_THAN_LAW"), await office.TryAsync("retention-rules", Json(Rule("INVOICE", years: 10, from: "2026-01-01", force: "policy"))));
        await office.DoAsync("retention-rules", Rule("INVOICE", years: 12, from: "2026-01-01", force: "mandatory"), HttpStatusCode.Created);
        await office.DoAsync("retention-rules", Rule("TAX_DOC", years: 4, from: "2026-01-01"), HttpStatusCode.Created);
        await office.DoAsync("retention-rules", Rule("HELPDESK_TICKET", months: 18, from: "2026-01-01"), HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("reason")]
    [InlineData("period")]
    [InlineData("from")]
    [InlineData("force")]
    public async Task A_rule_without_its_grounds_is_refused(string missing)
    {
        await using var office = await Office.OpenAsync();
        var body = JsonNode.Parse(Json(Rule("LOG", months: 6, from: "2026-01-01")))!.AsObject();
        body.Remove(missing);

        Assert.Equal(422, (await office.TryAsync("retention-rules", body.ToJsonString())).Status);
    }

    private static object Rule(string code, string from, int years = 0, int months = 0, string force = "policy") => new
    {
        code, covers = "something", start = "its beginning", period = new { years, months, days = 0, minimum = false }, force, source = "Board decision 7", reason = "We need no more", from,
    };

    private static string Json(object body) => System.Text.Json.JsonSerializer.Serialize(body);

    private static async Task<string> EndAsync(Office office, string startDate, string at) =>
        Word(await office.DoAsync("retention/evaluate", new { code = "PROSPECT", startDate, at }), "endDate");

    private static string Word(JsonNode node, string name) => node[name]!.GetValue<string>();
}
