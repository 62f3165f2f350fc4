using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

public sealed class EvaluateDeadlineTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private static readonly string[] Results = ["noticeDueAt", "latestArguableDueAt", "nominalDate", "pauseAccepted", "late", "delayReasonsRequired"];

    [Fact]
    public async Task Every_vector_is_answered_as_the_law_says()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/deadlines.json")))!.AsArray();
        var desk = shared.Desk;
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
    [InlineData("dsr", "FR", "2026-01-31T10:00:00+01:00", """{"extended":true}""", "2026-04-30T23:59:59+02:00")]
    [InlineData("dsr", "FR", "2026-11-30T23:30:00+01:00", """{"extended":true}""", "2027-03-01T23:59:59+01:00")]
    [InlineData("dsr", "FR", "2026-11-30T10:00:00+01:00", "{}", "2026-12-30T23:59:59+01:00")]
    [InlineData("dsr", "FR", "2026-11-24T10:00:00+01:00", "{}", "2026-12-24T23:59:59+01:00")]
    [InlineData("dsr", "FR", "2026-11-25T10:00:00+01:00", "{}", "2026-12-28T23:59:59+01:00")]
    [InlineData("dsr", "FR-67", "2026-11-26T10:00:00+01:00", "{}", "2026-12-28T23:59:59+01:00")]
    [InlineData("dsr", "FR-67", "2025-11-26T10:00:00+01:00", "{}", "2025-12-29T23:59:59+01:00")]
    [InlineData("dsr", "FR-67", "2025-11-26T10:00:00+01:00", """{"profile":"conservative"}""", "2025-12-26T23:59:59+01:00")]
    [InlineData("dsr", "FR-972", "2026-04-22T10:00:00-04:00", "{}", "2026-05-26T23:59:59-04:00")]
    [InlineData("dsr", "FR-976", "2026-03-27T10:00:00+03:00", "{}", "2026-04-28T23:59:59+03:00")]
    [InlineData("dsr", "FR-974", "2026-11-20T10:00:00+04:00", "{}", "2026-12-21T23:59:59+04:00")]
    [InlineData("dsr", "FR-973", "2026-05-10T10:00:00-03:00", "{}", "2026-06-11T23:59:59-03:00")]
    [InlineData("dsr", "FR-971", "2026-04-27T10:00:00-04:00", "{}", "2026-05-28T23:59:59-04:00")]
    [InlineData("dsr", "BE", "2026-06-21T10:00:00+02:00", "{}", "2026-07-22T23:59:59+02:00")]
    [InlineData("dsr", "DE", "2026-09-03T10:00:00+02:00", "{}", "2026-10-05T23:59:59+02:00")]
    [InlineData("dsr", "LU", "2026-05-23T10:00:00+02:00", "{}", "2026-06-24T23:59:59+02:00")]
    [InlineData("dsr", "IT", "2027-09-04T10:00:00+02:00", "{}", "2027-10-05T23:59:59+02:00")]
    [InlineData("dsr", "IT", "2025-09-04T10:00:00+02:00", "{}", "2025-10-06T23:59:59+02:00")]
    [InlineData("dsr", "ES", "2026-11-07T10:00:00+01:00", "{}", "2026-12-07T23:59:59+01:00")]
    [InlineData("dsr", "ES", "2026-11-08T10:00:00+01:00", "{}", "2026-12-09T23:59:59+01:00")]
    [InlineData("dsr", "IE", "2027-01-01T10:00:00+00:00", "{}", "2027-02-02T23:59:59+00:00")]
    [InlineData("dsr", "NL", "2027-03-27T10:00:00+01:00", "{}", "2027-04-28T23:59:59+02:00")]
    [InlineData("dsr", "NL", "2031-03-26T10:00:00+01:00", "{}", "2031-04-28T23:59:59+02:00")]
    [InlineData("dsr", "PT", "2026-05-04T10:00:00+01:00", "{}", "2026-06-05T23:59:59+01:00")]
    [InlineData("dsr", "AT", "2026-09-26T10:00:00+02:00", "{}", "2026-10-27T23:59:59+01:00")]
    [InlineData("dsr", "FR", "2026-03-02T10:00:00+01:00", """{"pausedFrom":"2026-03-09T09:00:00+01:00","pausedUntil":"2026-03-12T09:00:00+01:00","pauseReason":"clarification"}""", "2026-04-07T23:59:59+02:00")]
    [InlineData("dsr", "FR", "2026-03-02T10:00:00+01:00", """{"pausedFrom":"2026-03-10T00:30:00+01:00","pausedUntil":"2026-03-12T09:00:00+01:00","pauseReason":"identity"}""", "2026-04-02T23:59:59+02:00")]
    [InlineData("dsr", "FR", "2026-03-02T10:00:00+01:00", """{"pausedFrom":"2026-03-03T09:00:00+01:00","pausedUntil":"2026-03-03T19:00:00+01:00","pauseReason":"identity"}""", "2026-04-02T23:59:59+02:00")]
    [InlineData("dsr", "FR", "2026-03-02T10:00:00+01:00", """{"pausedFrom":"2026-03-03T09:00:00+01:00","pausedUntil":null,"pauseReason":"identity","extended":true}""", null)]
    [InlineData("dsr", "FR", "2026-03-02T10:00:00+01:00", """{"pausedFrom":"2026-03-03T09:00:00+01:00","pausedUntil":"2026-03-10T09:00:00+01:00","pauseReason":"fee"}""", "2026-04-02T23:59:59+02:00")]
    [InlineData("dsr", "FR", "2026-03-02T10:00:00+01:00", """{"pausedFrom":"2026-03-03T09:00:00+01:00","pausedUntil":"2026-03-10T09:00:00+01:00","pauseReason":"identity","extended":true}""", "2026-06-09T23:59:59+02:00")]
    [InlineData("restriction", "FR", "2026-01-31T10:00:00+01:00", """{"extended":true}""", "2026-03-02T23:59:59+01:00")]
    [InlineData("minor_erasure", "FR", "2026-01-31T10:00:00+01:00", """{"pausedFrom":"2026-02-01T09:00:00+01:00","pausedUntil":"2026-02-03T09:00:00+01:00","pauseReason":"identity"}""", "2026-03-02T23:59:59+01:00")]
    [InlineData("dsr_refusal", "FR", "2026-01-31T10:00:00+01:00", """{"extended":true}""", "2026-03-02T23:59:59+01:00")]
    [InlineData("breach_sa", "FR", "2026-11-02T09:00:00+01:00", """{"riskLevel":"unlikely"}""", null)]
    [InlineData("breach_sa", "FR", "2026-11-02T09:00:00+01:00", """{"detectedAt":"2026-10-01T09:00:00+02:00","processorAwareAt":"2026-10-02T09:00:00+02:00"}""", "2026-11-05T09:00:00+01:00")]
    [InlineData("breach_subjects", "FR", "2026-11-02T09:00:00+01:00", """{"riskLevel":"risk"}""", null)]
    [InlineData("art14_notice", "FR", "2026-05-07T09:00:00+02:00", """{"firstContactAt":"2026-06-01T09:00:00Z","firstDisclosureAt":"2026-05-20T08:00:00Z"}""", "2026-05-20T10:00:00+02:00")]
    [InlineData("prior_consultation_reply", "FR", "2026-03-16T09:00:00+01:00", "{}", "2026-05-11T23:59:59+02:00")]
    [InlineData("marketing_objection", "FR", "2026-03-16T22:30:00Z", "{}", "2026-03-16T23:30:00+01:00")]
    [InlineData("unsubscribe_sender_rule", "FR", "2026-03-28T10:00:00+01:00", "{}", "2026-03-30T11:00:00+02:00")]
    [InlineData("phone_proof_retention", "FR", "2028-02-29T10:00:00+01:00", "{}", "2031-02-28T10:00:00+01:00")]
    [InlineData("phone_refusal_cooldown", "FR", "2026-03-02T23:30:00Z", "{}", "2026-05-02T23:59:59+02:00")]
    public async Task The_rules_hold_beyond_the_samples(string kind, string country, string receivedAt, string more, string? due)
    {
        var desk = shared.Desk;
        var body = JsonNode.Parse(more)!.AsObject();
        (body["kind"], body["country"], body["receivedAt"]) = (kind, country, receivedAt);

        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/deadlines/evaluate", body);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.True(due == JsonNode.Parse(text)!["dueAt"]?.GetValue<string>(), text);
        Assert.Empty(JsonNode.Parse(text)!["ignored"]!.AsArray());
    }

    [Theory]
    [InlineData("2026-11-05T08:59:59Z", true)]
    [InlineData("2026-11-05T09:00:00+01:00", false)]
    [InlineData("2026-11-05T09:00:00.0000001+01:00", true)]
    [InlineData("2026-11-05T08:00:00Z", false)]
    public async Task Late_is_after_the_72_hours_and_no_later(string notifiedAt, bool late)
    {
        var desk = shared.Desk;

        var answer = await desk.Http.PostAsJsonAsync(
            "/api/subject-rights/deadlines/evaluate", new { kind = "breach_sa", receivedAt = "2026-11-02T09:00:00+01:00", country = "FR", notifiedAt });

        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((late, late), (result["late"]!.GetValue<bool>(), result["delayReasonsRequired"]!.GetValue<bool>()));
        Assert.Equal("2026-11-05T10:00:00+01:00", result["latestArguableDueAt"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-03-05","country":"FR"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-03-05T10:00:00","country":"FR"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr","receivedAt":1772704800,"country":"FR"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-02-30T10:00:00Z","country":"FR"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-03-05T10:00:00Z","country":"FR","extended":"yes"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-03-05T10:00:00Z","country":{"code":"FR"}}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr","receivedAt":"0001-01-01T00:00:00Z","country":"FR"}""", "DEADLINE_DATE_OUT_OF_RANGE")]
    [InlineData("""{"kind":"dsr","receivedAt":"9999-12-31T23:59:59Z","country":"FR"}""", "DEADLINE_DATE_OUT_OF_RANGE")]
    [InlineData("""{"kind":"breach_sa","receivedAt":"2026-03-05T10:00:00Z","country":"FR","riskLevel":"enormous"}""", "RISK_LEVEL_UNKNOWN")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-03-05T10:00:00Z","country":"FR-75; DROP TABLE"}""", "COUNTRY_UNKNOWN")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-03-05T10:00:00Z","country":"FR","profile":"lenient"}""", "DEADLINE_PROFILE_UNKNOWN")]
    [InlineData("""{"kind":"nonsense","receivedAt":"2026-01-01T00:00:00Z","country":"FR"}""", "DEADLINE_KIND_UNKNOWN")]
    [InlineData("""{"kind":"dsr","receivedAt":"2026-01-01T00:00:00Z","country":"ZZ"}""", "COUNTRY_UNKNOWN")]
    [InlineData("""{"kind":"dsr","receivedAt":"soon","country":"FR"}""", "DEADLINE_FACTS_INVALID")]
    [InlineData("""{"kind":"dsr"}""", "DEADLINE_FACTS_INVALID")]
    public async Task Facts_that_are_none_get_a_stable_code(string body, string code)
    {
        var desk = shared.Desk;

        var answer = await desk.Http.PostAsync("/api/subject-rights/deadlines/evaluate", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unknown_fields_are_named()
    {
        var desk = shared.Desk;

        var answer = await desk.Http.PostAsJsonAsync(
            "/api/subject-rights/deadlines/evaluate", new { kind = "dsr", receivedAt = "2026-03-05T10:00:00+01:00", country = "FR", moonPhase = "full" });

        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("2026-04-07T23:59:59+02:00", result["dueAt"]!.GetValue<string>());
        Assert.Equal("moonPhase", result["ignored"]![0]!.GetValue<string>());
    }
}
