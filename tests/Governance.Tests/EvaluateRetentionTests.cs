using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.Governance.Tests;

public sealed class EvaluateRetentionTests
{
    private const string Path = "retention/evaluate";

    [Fact]
    public async Task Every_vector_is_answered_as_the_law_says()
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/retention.json")))!;
        await using var office = await Office.OpenAsync();
        Assert.NotEmpty(file["vectors"]!.AsArray());

        foreach (var vector in file["vectors"]!.AsArray())
        {
            var answer = await office.DoAsync(Path, vector!);
            foreach (var (name, expected) in vector!["expected"]!.AsObject())
            {
                Assert.True(expected!.ToJsonString() == answer[name]?.ToJsonString(), $"{vector["id"]} {name}: {answer.ToJsonString()}");
            }

            Assert.Empty(answer["ignored"]!.AsArray());
        }
    }

    [Fact]
    public async Task Every_rule_of_the_table_is_known_with_its_period_and_source()
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/retention.json")))!;
        await using var office = await Office.OpenAsync();
        var start = new DateOnly(2024, 2, 29);

        foreach (var rule in file["rules"]!.AsArray())
        {
            var period = rule!["period"]!;
            var end = start.AddMonths((12 * Number(period, "years")) + Number(period, "months")).AddDays(Number(period, "days"));
            var answer = await office.DoAsync(Path, new { code = rule["code"]!.GetValue<string>(), startDate = "2024-02-29", at = end.AddDays(1).ToString("yyyy-MM-dd") });

            Assert.Equal(end.ToString("yyyy-MM-dd"), answer["endDate"]!.GetValue<string>());
            Assert.Equal(period["minimum"]?.GetValue<bool>() is true, answer["mayKeep"]!.GetValue<bool>());
            Assert.Equal(rule["source"]!.GetValue<string>(), answer["source"]!.GetValue<string>());
            Assert.Equal(rule["force"]!.GetValue<string>() == "mandatory", answer["againstErasure"]!.GetValue<string>() == "obliged");
        }
    }

    [Theory]
    [InlineData("""{"code":"INVOICE","startDate":"2015-12-31","at":"2026-01-01"}""", "2025-12-31", false)]
    [InlineData("""{"code":"INVOICE","startDate":"2015-12-31","at":"2025-12-31"}""", "2025-12-31", true)]
    [InlineData("""{"code":"ID_COPY","startDate":"2026-05-31","at":"2026-06-01"}""", "2026-05-31", false)]
    [InlineData("""{"code":"LOG","startDate":"2025-11-22","at":"2026-11-23"}""", "2026-11-22", false)]
    [InlineData("""{"code":"CARD_DISPUTE","startDate":"2025-01-31","at":"2026-02-28"}""", "2026-02-28", true)]
    [InlineData("""{"code":"PROSPECT","startDate":"2020-01-01","at":"2026-11-23","litigationHold":{"author":"a","reason":"claim","reviewDate":"2027-01-01"}}""", "2023-01-01", true)]
    [InlineData("""{"code":"PROSPECT","startDate":"2020-01-01","at":"2026-11-23","litigationHold":true}""", "2023-01-01", true)]
    [InlineData("""{"code":"PROSPECT","startDate":"2020-01-01","at":"2026-11-23","litigationHold":false}""", "2023-01-01", false)]
    [InlineData("""{"rules":[{"code":"TAX_DOC","startDate":"2019-03-01"},{"code":"INVOICE","startDate":"2019-12-31"},{"code":"PROSPECT","startDate":"2026-01-01"}],"at":"2026-11-23"}""", "2029-12-31", true)]
    [InlineData("""{"code":"CONTRACT_B2B","startDate":null,"at":"2026-11-23"}""", null, true)]
    public async Task Other_cases_follow_the_same_rule(string body, string? end, bool mayKeep)
    {
        await using var office = await Office.OpenAsync();

        var answer = await office.DoAsync(Path, JsonNode.Parse(body)!);

        Assert.Equal(end, answer["endDate"]?.GetValue<string>());
        Assert.Equal(mayKeep, answer["mayKeep"]!.GetValue<bool>());
        Assert.Equal(mayKeep ? "keep" : "delete_or_anonymise", answer["action"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"code":"FOREVER","startDate":"2026-01-01"}""", "RETENTION_CODE_UNKNOWN")]
    [InlineData("""{"code":"INVOICE"}""", "RETENTION_FACTS_INVALID")]
    [InlineData("""{"startDate":"2026-01-01"}""", "RETENTION_FACTS_INVALID")]
    [InlineData("""{"code":"INVOICE","startDate":"31/12/2026"}""", "RETENTION_FACTS_INVALID")]
    [InlineData("""{"code":"INVOICE","startDate":"9999-12-31"}""", "RETENTION_FACTS_INVALID")]
    [InlineData("""{"code":7,"startDate":"2026-01-01"}""", "RETENTION_FACTS_INVALID")]
    [InlineData("""{"rules":[],"at":"2026-01-01"}""", "RETENTION_FACTS_INVALID")]
    [InlineData("""{"code":"INVOICE","startDate":"2026-01-01","litigationHold":{"author":"a","reason":"b"}}""", "LITIGATION_HOLD_INCOMPLETE")]
    public async Task Facts_that_are_none_get_a_stable_code(string body, string code)
    {
        await using var office = await Office.OpenAsync();

        Assert.Equal((422, code), await office.TryAsync(Path, body));
    }

    [Fact]
    public async Task Unknown_fields_are_named_and_reading_is_enough()
    {
        await using var office = await Office.OpenAsync();
        using var reader = office.Host.Client("governance.read");

        using var answer = await reader.PostAsync("/api/governance/retention/evaluate", new StringContent(
            """{"code":"INVOICE","startDate":"2026-01-01","moonPhase":"full"}""", System.Text.Encoding.UTF8, "application/json"));

        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("moonPhase", result["ignored"]!.AsArray().Single()!.GetValue<string>());
    }

    private static int Number(JsonNode period, string unit) => period[unit]?.GetValue<int>() ?? 0;
}
