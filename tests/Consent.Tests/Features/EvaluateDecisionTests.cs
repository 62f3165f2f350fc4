using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.Consent.Tests.Features;

public sealed class EvaluateDecisionTests
{
    private const string Path = "/api/consent/decisions/evaluate";

    [Fact]
    public async Task Every_vector_is_answered_as_the_law_says()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/marketing-permission.json")))!["vectors"]!.AsArray();
        await using var room = await ConsentRoom.StartAsync();
        var wrong = new List<string>();

        foreach (var vector in vectors)
        {
            var answer = await AskAsync(room, vector!.ToJsonString());
            var expected = vector["expected"]!;
            if (answer["code"]?.ToString() != expected["code"]!.ToString()
                || answer["allowed"]?.ToString() != expected["allowed"]!.ToString()
                || answer["ignored"]!.AsArray().Count > 0)
            {
                wrong.Add($"{vector["id"]} {expected["code"]}: {answer.ToJsonString()}");
            }
        }

        Assert.True(vectors.Count >= 44);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_case_derived_from_the_rules_is_answered_with_its_code()
    {
        var cases = (await File.ReadAllLinesAsync(System.IO.Path.Combine(AppContext.BaseDirectory, "marketing-cases.tsv")))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).ToArray();
        await using var room = await ConsentRoom.StartAsync();
        var wrong = new List<string>();

        foreach (var line in cases)
        {
            var answer = await AskAsync(room, Fill(line[1]));
            if (answer["code"]?.ToString() != line[0])
            {
                wrong.Add($"{line[0]} <> {answer["code"]}: {line[1]}");
            }
        }

        Assert.True(cases.Length > 40);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Unknown_fields_are_named_and_the_reason_is_in_the_reader_s_language()
    {
        await using var room = await ConsentRoom.StartAsync();
        room.Http.DefaultRequestHeaders.Add("Accept-Language", "fr");

        var answer = await AskAsync(room, Fill("""{"moonPhase":"full","consent":{"state":"none","colour":"red"}}"""));

        Assert.Equal(["moonPhase", "consent.colour"], answer["ignored"]!.AsArray().Select(i => i!.ToString()));
        Assert.StartsWith("Ce canal exige", answer["why"]!.ToString());
        Assert.All(["ruleId", "source", "confidence", "disputable", "asOf", "evidenceIds"], name => Assert.NotNull(answer[name]));
    }

    [Theory]
    [InlineData("""{"channel":"pigeon"}""", "CHANNEL_UNKNOWN")]
    [InlineData("""{"audience":"B2X"}""", "AUDIENCE_UNKNOWN")]
    [InlineData("""{"country":"ZZ"}""", "COUNTRY_UNKNOWN")]
    [InlineData("""{"consumerTimeZone":"Mars/Base"}""", "TIME_ZONE_UNKNOWN")]
    [InlineData("""{"at":"soon"}""", "MARKETING_FACTS_INVALID")]
    [InlineData("""{"refusedInCallAt":"soon"}""", "MARKETING_DATE_INVALID")]
    [InlineData("""{"consent":{"state":"perhaps"}}""", "CONSENT_STATE_UNKNOWN")]
    public async Task Facts_that_are_none_get_a_stable_code(string change, string code)
    {
        await using var room = await ConsentRoom.StartAsync();

        await ConsentRoom.RefusedAsync(room.Http.PostAsync(Path, Json(Fill(change))), 422, code);
    }

    private static async Task<JsonObject> AskAsync(ConsentRoom room, string body)
    {
        using var answer = await room.Http.PostAsync(Path, Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{body}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    // A case states only what differs from a consumer in France asked by e-mail with nothing given.
    private static string Fill(string change)
    {
        var facts = JsonNode.Parse("""{"at":"2026-11-24T10:30:00+01:00","country":"FR","channel":"email","audience":"B2C"}""")!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(change)!.AsObject())
        {
            facts[key] = value?.DeepClone();
        }

        return facts.ToJsonString();
    }
}
