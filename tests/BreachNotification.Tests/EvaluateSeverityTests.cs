using System.Text;
using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Tests.Support;
using Gdpr.Testing;

namespace Gdpr.BreachNotification.Tests;

public sealed class EvaluateSeverityTests
{
    private const string Evaluate = Desk.Path + "/severity/evaluate";

    [Fact]
    public async Task Every_vector_is_scored_as_the_method_says()
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/enisa-severity.json")))!;
        await using var desk = await Desk.OpenAsync();
        var vectors = file["vectors"]!.AsArray();
        Assert.NotEmpty(vectors);

        foreach (var vector in vectors)
        {
            foreach (var asked in (JsonNode[])[vector!["input"]!, vector])
            {
                var answer = await desk.PostAsync("/severity/evaluate", asked);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.IsSuccessStatusCode, $"{vector["id"]}: {text}");
                var result = JsonNode.Parse(text)!;
                foreach (var (name, expected) in vector["expected"]!.AsObject())
                {
                    Assert.True(expected!.ToJsonString() == result[name]?.ToJsonString(), $"{vector["id"]} {name}: {text}");
                }

                Assert.Empty(result["ignored"]!.AsArray());
            }
        }
    }

    [Fact]
    public async Task The_embedded_method_is_the_one_of_the_vectors()
    {
        var method = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/enisa-severity.json")))!["method"]!;
        var ours = Domain.SeverityMethod.Enisa2013;

        Assert.Equal(method["ei"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<decimal>()), ours.Ei);
        foreach (var (name, table) in new[] { ("confidentiality", ours.Confidentiality), ("integrity", ours.Integrity), ("availability", ours.Availability) })
        {
            Assert.Equal(method["cb"]![name]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<decimal>()), table);
        }

        Assert.Equal(method["dpc"]!.AsObject().Where(p => p.Key != "rule").ToDictionary(p => p.Key, p => p.Value!["base"]!.GetValue<decimal>()), ours.Dpc.Base);
        Assert.Equal(method["levels"]!.AsArray().Select(l => (l!["level"]!.GetValue<string>(), l["min"]!.GetValue<decimal>())), ours.Levels.Select(l => (l.Level, l.Min)));
        Assert.All(ours.Levels, l => Assert.Equal(
            (method["productSuggestion"]![l.Level]!["sa"]!.GetValue<string>(), method["productSuggestion"]![l.Level]!["subjects"]!.GetValue<string>()),
            (ours.Suggestions[l.Level].Authority, ours.Suggestions[l.Level].Subjects)));
    }

    [Theory]
    [InlineData("""{"category":"financial","ei":"maximum"}""", "3.0", "high", "")]
    [InlineData("""{"category":"financial","dpc":null,"ei":"maximum","malicious":null,"individuals":null}""", "3.0", "high", "")]
    [InlineData("""{"category":["simple","sensitive"],"ei":"limited"}""", "2.0", "medium", "")]
    [InlineData("""{"category":"credentials","opens":"behavioural","ei":"significant"}""", "1.5", "low", "")]
    [InlineData("""{"category":"sensitive","dpc":9,"ei":"maximum"}""", "4.0", "very_high", "")]
    [InlineData("""{"category":"simple","dpc":0,"ei":"negligible"}""", "0.25", "low", "")]
    [InlineData("""{"category":"sensitive","dpc":2,"ei":"maximum","individuals":100}""", "2.0", "medium", "")]
    [InlineData("""{"dpc":4,"ei":"negligible","confidentiality":"unknown_recipients","individuals":101}""", "1.5", "low", "over100")]
    [InlineData("""{"category":"simple","ei":"maximum","confidentiality":"unknown_recipients","integrity":"altered_recoverable","availability":"temporary","malicious":true,"unintelligible":true}""", "2.5", "medium", "unintelligible")]
    [InlineData("""{"category":"financial","dpc":3,"ei":"significant","confidentiality":"unknown_recipients","availability":"temporary","malicious":true,"integrity":"altered_recoverable"}""", "3.75", "high", "")]
    [InlineData("""{"category":"behavioural","ei":"significant","confidentiality":"unknown_recipients"}""", "2.0", "medium", "")]
    [InlineData("""{"category":"simple","ei":"significant","confidentiality":"known_recipients","availability":"temporary","malicious":true,"individuals":101}""", "1.75", "low", "over100")]
    [InlineData("""{"category":"behavioural","ei":"maximum","confidentiality":"known_recipients","integrity":"altered_unrecoverable"}""", "2.75", "medium", "")]
    [InlineData("""{"category":"sensitive","ei":"limited","confidentiality":"known_recipients","availability":"temporary","malicious":true}""", "3.0", "high", "")]
    [InlineData("""{"category":"sensitive","ei":"maximum","individuals":1}""", "4.0", "very_high", "")]
    [InlineData("""{"category":["behavioural","financial"],"ei":"maximum","integrity":"altered_unrecoverable","availability":"permanent"}""", "4.0", "very_high", "")]
    [InlineData("""{"category":"financial","ei":"negligible","integrity":"altered_unrecoverable","availability":"permanent","malicious":true,"unintelligible":true}""", "2.25", "medium", "unintelligible")]
    [InlineData("""{"category":["credentials","simple"],"opens":["financial","sensitive"],"ei":"limited","confidentiality":"unknown_recipients"}""", "2.5", "medium", "")]
    [InlineData("""{"category":"simple","dpc":1.75,"ei":"negligible"}""", "0.4375", "low", "")]
    public async Task Other_cases_follow_the_same_rule(string question, string se, string level, string flags)
    {
        await using var desk = await Desk.OpenAsync();

        var result = await Desk.OkAsync(desk.Http.PostAsync(Evaluate, Json(question)));

        Assert.Equal((se, level, flags), (result["se"]!.ToJsonString(), result["level"]!.GetValue<string>(), string.Join(',', result["flags"]!.AsArray().Select(f => f!.GetValue<string>()))));
    }

    [Theory]
    [InlineData("""{"category":"medical","ei":"maximum"}""", "SEVERITY_VALUE_UNKNOWN")]
    [InlineData("""{"category":"simple","ei":"certain"}""", "SEVERITY_VALUE_UNKNOWN")]
    [InlineData("""{"category":"simple","ei":"maximum","confidentiality":"temporary"}""", "SEVERITY_VALUE_UNKNOWN")]
    [InlineData("""{"category":"simple","dpc":2,"ei":"maximum","integrity":"lost"}""", "SEVERITY_VALUE_UNKNOWN")]
    [InlineData("""{"category":"credentials","ei":"maximum"}""", "SEVERITY_CATEGORY_MISSING")]
    [InlineData("""{"ei":"maximum"}""", "SEVERITY_CATEGORY_MISSING")]
    [InlineData("""{"category":"simple"}""", "SEVERITY_EI_MISSING")]
    [InlineData("""{"category":"simple","ei":0.25}""", "SEVERITY_FACTS_INVALID")]
    [InlineData("""{"category":"simple","ei":"maximum","malicious":"yes"}""", "SEVERITY_FACTS_INVALID")]
    [InlineData("""{"category":{"a":1},"ei":"maximum"}""", "SEVERITY_FACTS_INVALID")]
    [InlineData("""{"category":"simple","ei":"maximum","individuals":1.5}""", "SEVERITY_FACTS_INVALID")]
    [InlineData("""{"category":"simple","ei":"maximum","individuals":1e30}""", "SEVERITY_FACTS_INVALID")]
    [InlineData("""{"category":"simple","ei":"maximum","individuals":-1}""", "SEVERITY_INDIVIDUALS_NEGATIVE")]
    [InlineData("""{"category":[null],"ei":"maximum"}""", "SEVERITY_FACTS_INVALID")]
    public async Task Facts_that_are_none_get_a_stable_code(string question, string code)
    {
        await using var desk = await Desk.OpenAsync();

        await Desk.RefusedAsync(desk.Http.PostAsync(Evaluate, Json(question)), 422, code);
    }

    [Fact]
    public async Task Unknown_fields_are_named_and_the_read_scope_is_enough()
    {
        await using var desk = await Desk.OpenAsync();
        using var reader = desk.Room.Client("breach-notification.read");

        var result = await Desk.OkAsync(reader.PostAsync(Evaluate, Json("""{"category":"simple","ei":"limited","moonPhase":"full"}""")));

        Assert.Equal("moonPhase", result["ignored"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal("probably_no", result["suggestion"]!["authority"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_examples_of_the_EDPB_are_there_for_a_person_to_compare()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/edpb-breach-cases.json")))!["vectors"]!.AsArray();
        await using var desk = await Desk.OpenAsync();

        var items = (await desk.GetAsync("/reference-cases"))["items"]!.AsArray();

        Assert.Equal(vectors.Count, items.Count);
        foreach (var (vector, item) in vectors.Zip(items))
        {
            Assert.Equal(vector!["id"]!.GetValue<string>(), item!["id"]!.GetValue<string>());
            Assert.All(vector["expected"]!.AsObject(), e => Assert.Equal(e.Value!.ToJsonString(), item[e.Key]!.ToJsonString()));
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
