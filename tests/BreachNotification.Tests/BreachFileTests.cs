using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Tests.Support;

namespace Gdpr.BreachNotification.Tests;

public sealed class BreachFileTests
{
    private static readonly DateTimeOffset Aware = DateTimeOffset.Parse("2026-11-06T09:00:00+01:00");
    private static readonly DateTimeOffset Now = Aware.AddHours(2);

    private static readonly object E10 = new
    {
        category = "simple", dpc = 1, ei = "negligible", confidentiality = "none", integrity = "none", availability = "none", malicious = true, individuals = 500, unintelligible = true,
    };

    [Fact]
    public async Task A_low_score_decides_nothing_only_a_person_says_that_a_risk_is_unlikely()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware, facts: Desk.AllFacts);

        var scored = await desk.CreatedAsync($"/breaches/{id}/assessments", new { severity = E10, comparableCase = "EDPB-10" });
        var between = await desk.ReadAsync(id);
        await Desk.RefusedAsync(CloseAsync(desk, id), 409, "RISK_NOT_DECIDED");
        var stated = await desk.CreatedAsync($"/breaches/{id}/assessments", new
        {
            severity = E10, risk = "unlikely", reason = "Encrypted, key safe, backup complete.", decidedBy = "Dana DPO", comparableCase = "EDPB-10",
        });
        var after = await desk.ReadAsync(id);

        Assert.Equal(("low", "0.75", null), (scored["level"]!.GetValue<string>(), scored["se"]!.ToJsonString(), scored["risk"]?.GetValue<string>()));
        Assert.Equal(("Aware", "2026-11-09T09:00:00+01:00", null), (Text(between, "status"), Text(between, "dueAt"), between["risk"]));
        Assert.Equal("RegisterOnly", Text(stated["breach"]!, "status"));
        Assert.Null(after["dueAt"]);
        Assert.Equal("Dana DPO", Text(after["risk"]!, "decidedBy"));
        Assert.Equal(2, after["assessments"]!.AsArray().Count);
        Assert.Equal("Closed", Text(await Desk.OkAsync(CloseAsync(desk, id)), "status"));
        Assert.Equal("2031-11-06", Text((await desk.ReadAsync(id))["closure"]!, "keepUntil"));
    }

    [Theory]
    [InlineData("""{}""", "ASSESSMENT_EMPTY")]
    [InlineData("""{"risk":"unlikely","decidedBy":"Dana DPO"}""", "REASON_REQUIRED")]
    [InlineData("""{"risk":"unlikely","reason":"No."}""", "DECIDED_BY_REQUIRED")]
    [InlineData("""{"risk":"low","reason":"No.","decidedBy":"Dana DPO"}""", "RISK_UNKNOWN")]
    [InlineData("""{"severity":{"category":"simple","ei":"sure"}}""", "SEVERITY_VALUE_UNKNOWN")]
    [InlineData("""{"risk":"risk","reason":"Yes.","decidedBy":"Dana DPO","comparableCase":"EDPB-99"}""", "COMPARABLE_CASE_UNKNOWN")]
    [InlineData("""{"risk":"risk","reason":"Yes.","decidedBy":"Dana DPO","decidedAt":"2026-12-01T00:00:00Z"}""", "DATE_IN_FUTURE")]
    public async Task An_assessment_that_says_nothing_or_nonsense_is_refused(string body, string code)
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware);

        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{id}/assessments", JsonNode.Parse(body)!), 422, code);
    }

    [Fact]
    public async Task A_breach_with_a_risk_is_notified_in_phases_before_it_is_closed()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware);
        await desk.RiskAsync(id, "risk");
        await Desk.RefusedAsync(CloseAsync(desk, id), 409, "NOTIFICATION_MISSING");
        await Desk.RefusedAsync(desk.NotifyAsync(id, "complementary", Now), 409, "NOTIFICATION_INITIAL_MISSING");

        var initial = await Desk.OkAsync(desk.NotifyAsync(id, "initial", Now), 201);

        Assert.Equal("2026-11-09T11:00:00+01:00", Text(initial, "complementDueAt"));
        Assert.Contains(initial["missing"]!.AsArray(), m => Text(m!, "field") == "measures" && Text(m!, "article") == "33(3)(d)");
        await Desk.RefusedAsync(desk.NotifyAsync(id, "initial", Now), 409, "NOTIFICATION_INITIAL_EXISTS");
        await Desk.RefusedAsync(CloseAsync(desk, id), 409, "NOTIFICATION_NOT_CLOSED");
        var incomplete = await Desk.RefusedAsync(desk.NotifyAsync(id, "closing", Now), 422, "FACTS_MISSING");
        Assert.Contains(incomplete["missing"]!.AsArray(), m => Text(m!, "field") == "nature");
        Assert.Equal("Notified", Text(await desk.ReadAsync(id), "status"));

        await Desk.OkAsync(desk.PatchAsync(id, new { facts = Desk.AllFacts }));
        desk.Clock.Advance(TimeSpan.FromHours(73));
        await Desk.RefusedAsync(desk.NotifyAsync(id, "complementary", Now.AddHours(73)), 422, "DELAY_REASONS_REQUIRED");
        var complement = await Desk.OkAsync(desk.NotifyAsync(id, "complementary", Now.AddHours(73), delayReasons: "The logs took four days."), 201);
        Assert.True(complement["late"]!.GetValue<bool>());
        await Desk.OkAsync(desk.NotifyAsync(id, "closing", Now.AddHours(73)), 201);
        Assert.Equal("Closed", Text(await Desk.OkAsync(CloseAsync(desk, id)), "status"));
        Assert.Equal(["initial", "complementary", "closing"], (await desk.ReadAsync(id))["notifications"]!.AsArray().Select(n => Text(n!, "kind")));
        foreach (var step in (Task<HttpResponseMessage>[])
            [CloseAsync(desk, id), desk.NotifyAsync(id, "complementary", Now), desk.PatchAsync(id, new { facts = new { nature = "x" } }), desk.PostAsync($"/breaches/{id}/subjects", new { subjects = new[] { new { subjectId = Guid.CreateVersion7() } } })])
        {
            await Desk.RefusedAsync(step, 409, "BREACH_CLOSED");
        }
    }

    [Fact]
    public async Task A_complete_first_notification_needs_no_complement()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware);
        await Desk.RefusedAsync(desk.NotifyAsync(id, "initial", Now, complete: true), 422, "FACTS_MISSING");
        await Desk.OkAsync(desk.PatchAsync(id, new { facts = Desk.AllFacts }));

        var initial = await Desk.OkAsync(desk.NotifyAsync(id, "initial", Now, complete: true), 201);

        Assert.Equal(("FullyNotified", null), (Text(initial["breach"]!, "status"), initial["complementDueAt"]));
        await Desk.RefusedAsync(CloseAsync(desk, id), 409, "RISK_NOT_DECIDED");
    }

    [Fact]
    public async Task Of_a_high_risk_the_file_says_how_people_were_told_or_why_not()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware, facts: Desk.AllFacts);
        await desk.RiskAsync(id, "high");
        await Desk.OkAsync(desk.NotifyAsync(id, "initial", Now, complete: true), 201);

        await Desk.RefusedAsync(CloseAsync(desk, id), 422, "SUBJECTS_NOT_TOLD");
        await Desk.RefusedAsync(CloseAsync(desk, id, new { exemption = "unintelligible" }), 422, "SUBJECTS_NOT_TOLD");
        await Desk.RefusedAsync(CloseAsync(desk, id, new { exemption = "tooMuchWork", evidence = "x" }), 422, "EXEMPTION_UNKNOWN");
        await Desk.OkAsync(CloseAsync(desk, id, new { at = Now, means = "letter", number = 200 }));

        Assert.Equal("letter", Text((await desk.ReadAsync(id))["closure"]!["subjects"]!, "means"));
    }

    [Fact]
    public async Task A_file_without_facts_effects_and_remedy_cannot_be_closed()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware);
        await desk.RiskAsync(id, "unlikely");

        var refused = await Desk.RefusedAsync(CloseAsync(desk, id), 422, "FACTS_MISSING");

        Assert.Equal(["circumstances", "effects", "remedialAction"], refused["missing"]!.AsArray().Select(m => Text(m!, "field")));
        Assert.Equal("RegisterOnly", Text(await desk.ReadAsync(id), "status"));
    }

    [Fact]
    public async Task Changed_facts_leave_what_stood_before_in_the_history()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware, facts: new { nature = "Mail sent to a stranger.", approximateSubjects = 10 });
        var etag = (await desk.Http.GetAsync($"{Desk.Path}/breaches/{id}")).Headers.ETag!.Tag;

        await Desk.RefusedAsync(desk.PatchAsync(id, new { facts = new { nature = "x" } }, version: null), 428, "IF_MATCH_MISSING");
        await Desk.OkAsync(desk.PatchAsync(id, new { facts = new { approximateSubjects = 12, nature = "" }, reason = "Counted." }, etag));
        await Desk.RefusedAsync(desk.PatchAsync(id, new { facts = new { nature = "x" } }, etag), 412, "CHANGED_MEANWHILE");

        var facts = (await desk.ReadAsync(id))["facts"]!;
        Assert.Equal((12, null), (facts["approximateSubjects"]!.GetValue<int>(), facts["nature"]));
        var change = (await desk.GetAsync($"/breaches/{id}/history"))["items"]!.AsArray().Single(i => Text(i!, "code") == "facts.changed")!["content"]!;
        Assert.Equal(("Mail sent to a stranger.", 10, 12, "Counted."), (Text(change["before"]!, "nature"), change["before"]!["approximateSubjects"]!.GetValue<int>(), change["after"]!["approximateSubjects"]!.GetValue<int>(), Text(change, "reason")));
    }

    [Theory]
    [InlineData("""{"country":"ZZ"}""", 422, "COUNTRY_UNKNOWN")]
    [InlineData("""{"detectedAt":"2030-01-01T00:00:00Z"}""", 422, "DATE_IN_FUTURE")]
    [InlineData("""{"detectedAt":"2026-11-05T00:00:00Z","investigationStart":"2026-11-04T00:00:00Z"}""", 422, "DATES_OUT_OF_ORDER")]
    [InlineData("""{"detectedAt":"2026-11-06T09:00:00Z","awareness":{"awareAt":"2026-11-06T08:00:00Z","decidedBy":"D","reason":"r"}}""", 422, "DATES_OUT_OF_ORDER")]
    [InlineData("""{"awareness":{"awareAt":"2026-11-06T08:00:00Z","decidedBy":"D","decidedAt":"2026-11-06T07:59:59Z","reason":"r"}}""", 422, "DATES_OUT_OF_ORDER")]
    [InlineData("""{"awareness":{"awareAt":"2026-11-06T08:00:00Z","reason":"r"}}""", 422, "DECIDED_BY_REQUIRED")]
    [InlineData("""{"awareness":{"awareAt":"2026-11-06T08:00:00Z","decidedBy":"D"}}""", 422, "REASON_REQUIRED")]
    [InlineData("""{"awareness":{"decidedBy":"D","reason":"r"}}""", 422, "AWARE_AT_MISSING")]
    [InlineData("""{"awareness":{"awareAt":"1812-01-01T00:00:00Z","decidedBy":"D","reason":"r"}}""", 422, "DEADLINE_DATE_OUT_OF_RANGE")]
    [InlineData("""{"facts":{"kinds":["theft"]}}""", 422, "BREACH_KIND_UNKNOWN")]
    [InlineData("""{"facts":{"origin":"moon"}}""", 422, "ORIGIN_UNKNOWN")]
    [InlineData("""{"facts":{"approximateSubjects":-1}}""", 422, "COUNT_NEGATIVE")]
    [InlineData("""{"facts":{"subjectCategories":[null]}}""", 400, "BODY_MALFORMED")]
    [InlineData("""{"facts":{"startedAt":"2026-11-05T00:00:00Z","endedAt":"2026-11-04T00:00:00Z"}}""", 422, "DATES_OUT_OF_ORDER")]
    [InlineData("""{"detectedAt":"yesterday"}""", 400, "BODY_MALFORMED")]
    public async Task An_incident_that_cannot_be_gets_a_stable_code(string body, int status, string code)
    {
        await using var desk = await Desk.OpenAsync(Now);

        await Desk.RefusedAsync(desk.PostAsync("/breaches", JsonNode.Parse(body)!), status, code);
        Assert.Empty((await desk.GetAsync("/breaches"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"kind":"final","authority":"CNIL","at":"2026-11-06T08:30:00Z"}""", 422, "NOTIFICATION_KIND_UNKNOWN")]
    [InlineData("""{"kind":"initial","at":"2026-11-06T08:30:00Z"}""", 422, "AUTHORITY_MISSING")]
    [InlineData("""{"kind":"initial","authority":"CNIL"}""", 422, "DATE_MISSING")]
    [InlineData("""{"kind":"initial","authority":"CNIL","at":"2026-12-06T08:30:00Z"}""", 422, "DATE_IN_FUTURE")]
    public async Task A_notification_that_cannot_be_gets_a_stable_code(string body, int status, string code)
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware);

        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{id}/notifications", JsonNode.Parse(body)!), status, code);
    }

    [Fact]
    public async Task Nothing_is_notified_before_somebody_decided_that_we_are_aware()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.IncidentAsync();

        await Desk.RefusedAsync(desk.NotifyAsync(id, "initial", Now), 409, "AWARENESS_MISSING");
        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{id}/assessments", new { risk = "unlikely", reason = "r", decidedBy = "D" }), 409, "AWARENESS_MISSING");
        await Desk.RefusedAsync(CloseAsync(desk, id), 409, "AWARENESS_MISSING");
        await Desk.RefusedAsync(desk.NotifyAsync(Guid.CreateVersion7(), "initial", Now), 404, "BREACH_NOT_FOUND");
        await Desk.RefusedAsync(desk.Http.GetAsync($"{Desk.Path}/breaches/{Guid.CreateVersion7()}"), 404, "BREACH_NOT_FOUND");
        await Desk.RefusedAsync(desk.Http.GetAsync($"{Desk.Path}/breaches?status=lost"), 422, "STATUS_UNKNOWN");
    }

    [Fact]
    public async Task Awareness_may_be_corrected_until_the_authority_was_told_it()
    {
        await using var desk = await Desk.OpenAsync(Now);
        var id = await desk.AwareAsync(Aware);

        var corrected = await Desk.OkAsync(DecideAsync(desk, id, Aware.AddHours(-5)));
        await Desk.OkAsync(desk.NotifyAsync(id, "initial", Now), 201);

        Assert.Equal("2026-11-09T04:00:00+01:00", Text(corrected, "dueAt"));
        await Desk.RefusedAsync(DecideAsync(desk, id, Aware), 409, "AWARENESS_ALREADY_NOTIFIED");
        Assert.Equal(
            ["breach.opened", "awareness.decided", "awareness.corrected", "authority.initial"],
            (await desk.GetAsync($"/breaches/{id}/history"))["items"]!.AsArray().Select(i => Text(i!, "code")));
    }

    [Fact]
    public async Task The_same_idempotency_key_opens_one_file()
    {
        await using var desk = await Desk.OpenAsync(Now);
        desk.Http.DefaultRequestHeaders.Add("Idempotency-Key", "one");

        var (first, again) = (await desk.IncidentAsync(new { country = "FR" }), await desk.IncidentAsync(new { country = "FR" }));

        Assert.Equal(first, again);
        Assert.Single((await desk.GetAsync("/breaches?status=Detected"))["items"]!.AsArray());
    }

    private static Task<HttpResponseMessage> DecideAsync(Desk desk, Guid id, DateTimeOffset awareAt) =>
        desk.PostAsync($"/breaches/{id}/awareness", new { awareAt, decidedBy = "Dana DPO", reason = "The first log line was read then." });

    private static Task<HttpResponseMessage> CloseAsync(Desk desk, Guid id, object? subjects = null) =>
        desk.PostAsync($"/breaches/{id}/closure", new { reason = "Everything is done.", subjects });

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
