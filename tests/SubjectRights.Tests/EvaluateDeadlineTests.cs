using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

public sealed class EvaluateDeadlineTests
{
    private static readonly string[] Results = ["noticeDueAt", "latestArguableDueAt", "nominalDate", "pauseAccepted", "late", "delayReasonsRequired"];

    [Fact]
    public async Task Every_vector_is_answered_as_the_law_says()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/deadlines.json")))!.AsArray();
        await using var desk = await Desk.OpenAsync();
        Assert.NotEmpty(vectors);

        foreach (var vector in vectors)
        {
            var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/deadlines/evaluate", vector);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{vector!["id"]}: {text}");
            var result = JsonNode.Parse(text)!;
            Assert.True(vector!["expectedDueAt"]?.GetValue<string>() == result["dueAt"]?.GetValue<string>(), $"{vector["id"]}: {text}");
            foreach (var name in Results.Where(n => vector[n] is not null))
            {
                Assert.True(vector[name]!.ToJsonString() == result[name]?.ToJsonString(), $"{vector["id"]} {name}: {text}");
            }

            Assert.Empty(result["ignored"]!.AsArray());
            Assert.NotEmpty(result["steps"]!.AsArray());
        }
    }

    [Theory]
    [InlineData("FR-57", "read|general")]
    [InlineData("PL", "general")]
    [InlineData("LU", "read")]
    public async Task A_calendar_that_nobody_signed_is_shown_as_unverified(string country, string confidences)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Http.DefaultRequestHeaders.Add("Accept-Language", "fr");

        var answer = await desk.Http.PostAsJsonAsync(
            "/api/subject-rights/deadlines/evaluate", new { kind = "dsr", receivedAt = "2026-03-05T10:00:00+01:00", country });

        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(country, result["calendar"]!["code"]!.GetValue<string>());
        Assert.False(result["calendar"]!["verified"]!.GetValue<bool>());
        Assert.Contains(result["calendar"]!["confidence"]!.GetValue<string>(), confidences.Split('|'));
        Assert.Contains(result["steps"]!.AsArray(), s => s!.GetValue<string>().StartsWith("Calendrier non vérifié", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"kind":"nonsense","receivedAt":"2026-01-01T00:00:00Z","country":"FR"}""", "DEADLINE_KIND_UNKNOWN")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-01-01T00:00:00Z","country":"ZZ"}""", "COUNTRY_UNKNOWN")]
    [InlineData("""{"kind":"dsr","receivedAt":"soon","country":"FR"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr"}""", "DEADLINE_FACTS_INVALID")]
    public async Task Facts_that_are_none_get_a_stable_code(string body, string code)
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsync("/api/subject-rights/deadlines/evaluate", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unknown_fields_are_named()
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsJsonAsync(
            "/api/subject-rights/deadlines/evaluate", new { kind = "dsr", receivedAt = "2026-03-05T10:00:00+01:00", country = "FR", moonPhase = "full" });

        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("2026-04-07T23:59:59+02:00", result["dueAt"]!.GetValue<string>());
        Assert.Equal("moonPhase", result["ignored"]![0]!.GetValue<string>());
    }
}
