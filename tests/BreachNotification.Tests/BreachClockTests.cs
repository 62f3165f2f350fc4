using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Tests.Support;
using Gdpr.Testing;

namespace Gdpr.BreachNotification.Tests;

public sealed class BreachClockTests
{
    private static readonly DateTimeOffset Later = DateTimeOffset.Parse("2027-06-01T00:00:00Z");

    [Fact]
    public async Task An_incident_with_the_times_of_a_vector_shows_its_due_date()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/deadlines.json")))!.AsArray()
            .Where(v => v!["kind"]!.GetValue<string>().StartsWith("breach_", StringComparison.Ordinal)).ToList();
        await using var desk = await Desk.OpenAsync(Later);
        Assert.True(vectors.Count >= 10);

        foreach (var vector in vectors)
        {
            var (shown, id) = await PlayAsync(desk, vector!);
            Assert.True(vector!["expectedDueAt"]?.GetValue<string>() == shown["dueAt"]?.GetValue<string>(), $"{vector["id"]}: {shown}");
            foreach (var name in (string[])["latestArguableDueAt", "late", "delayReasonsRequired"])
            {
                Assert.True(vector[name] is not { } value || value.ToJsonString() == shown[name]!.ToJsonString(), $"{vector["id"]} {name}: {shown}");
            }

            Assert.NotEmpty(shown["steps"]!.AsArray());
            Assert.Equal(vector["processorAwareAt"]?.GetValue<string>(), (await desk.ReadAsync(id))["timeline"]!["processorAwareAt"]?.GetValue<string>());
        }
    }

    // The same instants as in the vector, told to the desk step by step.
    private static async Task<(JsonNode Clock, Guid Id)> PlayAsync(Desk desk, JsonNode vector)
    {
        var at = vector["receivedAt"]!.GetValue<DateTimeOffset>();
        var country = vector["country"]!.GetValue<string>();
        if (vector["processorAwareAt"] is { } processorAwareAt)
        {
            var told = await desk.IncidentAsync(new { country });
            await Desk.OkAsync(desk.PostAsync($"/breaches/{told}/processor-notice", new { processor = "Host Ltd", processorAwareAt, toldAt = at }));
            return ((await desk.ReadAsync(told))["clock"]!, told);
        }

        var id = await desk.AwareAsync(at, country);
        switch (vector["kind"]!.GetValue<string>())
        {
            case "breach_subjects":
                await desk.RiskAsync(id, vector["riskLevel"]!.GetValue<string>());
                return ((await desk.ReadAsync(id))["subjectsClock"]!, id);
            case "breach_followup_cnil":
                await Desk.OkAsync(desk.NotifyAsync(id, "initial", at), 201);
                return ((await desk.ReadAsync(id))["complement"]!, id);
            default:
                if (vector["notifiedAt"] is { } notified)
                {
                    await Desk.RefusedAsync(desk.NotifyAsync(id, "initial", notified.GetValue<DateTimeOffset>()), 422, "DELAY_REASONS_REQUIRED");
                    await Desk.OkAsync(desk.NotifyAsync(id, "initial", notified.GetValue<DateTimeOffset>(), delayReasons: "The log was in another country."), 201);
                }

                return ((await desk.ReadAsync(id))["clock"]!, id);
        }
    }

    [Fact]
    public async Task Detection_and_inquiry_start_no_clock_and_are_kept_apart_from_awareness()
    {
        await using var desk = await Desk.OpenAsync(Later);
        var id = await desk.IncidentAsync(new { detectedAt = "2026-11-02T08:00:00+01:00", investigationStart = "2026-11-02T09:00:00+01:00", country = "FR" });

        var before = await desk.ReadAsync(id);
        await Desk.OkAsync(desk.PostAsync($"/breaches/{id}/awareness", new { awareAt = "2026-11-03T10:00:00+01:00", decidedBy = "Dana DPO", decidedAt = "2026-11-03T11:00:00+01:00", reason = "Log read." }));
        var after = await desk.ReadAsync(id);

        Assert.Equal(("Detected", null), (before["status"]!.GetValue<string>(), before["dueAt"]?.GetValue<string>()));
        Assert.Equal(("Aware", "2026-11-06T10:00:00+01:00"), (after["status"]!.GetValue<string>(), after["dueAt"]!.GetValue<string>()));
        Assert.Equal(
            """{"detectedAt":"2026-11-02T08:00:00+01:00","investigationStart":"2026-11-02T09:00:00+01:00","awareAt":"2026-11-03T10:00:00+01:00","decidedBy":"Dana DPO","decidedAt":"2026-11-03T11:00:00+01:00","reason":"Log read.","processorAwareAt":null}""",
            after["timeline"]!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("breach.hours", after["clock"]!["law"]!["key"]!.GetValue<string>());
        Assert.Equal("GDPR Art. 33(1)", after["clock"]!["law"]!["source"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_processor_starts_our_clock_when_it_tells_us_and_its_own_delay_is_measured()
    {
        await using var desk = await Desk.OpenAsync(Later);
        var id = await desk.AwareAsync(DateTimeOffset.Parse("2026-09-03T10:00:00+02:00"));

        var late = await Desk.OkAsync(Tell(desk, id, "2026-09-01T08:00:00+02:00", "2026-09-02T10:00:00+02:00", null));
        var again = await Desk.OkAsync(Tell(desk, id, "2026-09-01T08:00:00+02:00", "2026-09-02T12:00:00+02:00", 48));

        Assert.Equal((true, true, 24, "2026-09-02T08:00:00+02:00"), (late["clockStarted"]!.GetValue<bool>(), late["processorLate"]!.GetValue<bool>(), late["contractHours"]!.GetValue<int>(), late["processorDueAt"]!.GetValue<string>()));
        Assert.Equal("2026-09-05T10:00:00+02:00", late["breach"]!["dueAt"]!.GetValue<string>());
        Assert.Equal((false, false), (again["clockStarted"]!.GetValue<bool>(), again["processorLate"]!.GetValue<bool>()));
        Assert.Equal("2026-09-05T10:00:00+02:00", again["breach"]!["dueAt"]!.GetValue<string>());
        await Desk.RefusedAsync(Tell(desk, id, "2026-09-03T08:00:00+02:00", "2026-09-02T12:00:00+02:00", null), 422, "DATES_OUT_OF_ORDER");
    }

    [Fact]
    public async Task The_authority_is_late_one_second_after_the_72_hours_and_not_before()
    {
        await using var desk = await Desk.OpenAsync(Later);
        var aware = DateTimeOffset.Parse("2026-10-23T10:00:00+02:00");
        var (inTime, late) = (await desk.AwareAsync(aware), await desk.AwareAsync(aware));

        var first = await Desk.OkAsync(desk.NotifyAsync(inTime, "initial", aware.AddHours(72)), 201);

        Assert.False(first["late"]!.GetValue<bool>());
        await Desk.RefusedAsync(desk.NotifyAsync(late, "initial", aware.AddHours(72).AddSeconds(1)), 422, "DELAY_REASONS_REQUIRED");
        await Desk.RefusedAsync(desk.NotifyAsync(late, "initial", aware.AddHours(72).AddSeconds(1), delayReasons: "  "), 422, "DELAY_REASONS_REQUIRED");
    }

    private static Task<HttpResponseMessage> Tell(Desk desk, Guid id, string processorAwareAt, string toldAt, int? contractHours) =>
        desk.PostAsync($"/breaches/{id}/processor-notice", new { processor = "Host Ltd", processorAwareAt, toldAt, contractHours });
}
