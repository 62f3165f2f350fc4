using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Journeys.Tests.Telemetry;
using Gdpr.Simulators;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>Nine processes, RabbitMQ and PostgreSQL; what they export is received as a collector receives it.</summary>
public sealed class When_a_request_is_traced
{
    private const string Caller = "00f067aa0ba902b7";

    private static readonly string[] Everybody =
        ["gateway", "subject-rights", "contacts", "consent", "sales", "governance", "campaigns", "identity", "breach-notification", "connectors"];

    // Nothing else may be said of a span: names of things, codes and templates.
    private static readonly string[] MayBeSaid =
    [
        "http.request.method", "http.request.method_original", "http.response.status_code", "http.route", "http.request.resend_count", "url.scheme", "url.path", "url.full",
        "server.address", "server.port", "network.protocol.version", "error.type", "messaging.system", "messaging.operation.type", "messaging.destination.name",
    ];

    [Fact]
    public async Task One_trace_leads_from_the_gateway_through_every_room_and_third_party_to_the_answer_and_names_nobody()
    {
        var suite = await SharedSuite.DistributedAsync();
        var receiver = SharedSuite.Telemetry;
        await using var party = await InHouseApplication.StartAsync();
        using var me = await Integrator.SignInAsync(suite);
        var canaries = new Canaries();
        var email = canaries.Email("email");
        party.Seed(new Person(Email: email, Name: canaries.Word("third party's name")));
        await me.ConnectAsync(party, "tracedparty");
        await me.RegisterAsync(email, canaries.Word("external id"), canaries.Word("family name"));
        var trace = Guid.CreateVersion7().ToString("N");

        var id = await AskAsync(me, email, trace);
        await me.ConfirmAndApproveAsync(id);
        var end = await me.EndAsync(id);
        await me.DisconnectAsync("tracedparty");

        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        var spans = await WholeAsync(receiver, trace);
        Assert.All(Everybody, service => Assert.Contains(spans, s => s.Service == service));
        Assert.All(end["targets"]!.AsArray(), t => Assert.True(Walked(spans, t!["name"]!.GetValue<string>()), t!.ToJsonString()));
        Assert.Contains(spans, s => s.Name == "subject-rights-prepare-answer PrepareAnswer");
        Assert.Contains(spans, s => s.Name == "subject-rights-subject-request AnswerPrepared");
        NamesNobody(spans);
        Assert.Empty(canaries.FoundIn(receiver.Raw()));
        await me.DoAsync("api/consent/purposes", new { code = "traced", name = new { fr = "Suivi", en = "Traced" }, legalBasis = "consent", channels = new[] { "email" } });
        await me.GetAsync($"api/consent/decisions?subjectId={Guid.CreateVersion7()}&channel=email&purpose=traced");
        await me.AskAsync("access", new { email = "still-open@example.test" });
        await FiguresAsync(receiver);
    }

    [Fact]
    public async Task A_click_in_the_portal_begins_the_trace_that_every_room_goes_on()
    {
        var suite = await SharedSuite.DistributedAsync();
        var receiver = SharedSuite.Telemetry;
        using var me = await Integrator.SignInAsync(suite);
        var canaries = new Canaries();
        var email = canaries.Email("email");
        await me.RegisterAsync(email, canaries.Word("external id"), canaries.Word("family name"));
        using var visitor = new PortalVisitor(suite.Api);
        await visitor.SignInAsync(email, suite.MailsOf("identity"));
        var trace = Guid.CreateVersion7().ToString("N");

        var (_, path) = await visitor.SendAsync(
            "/en/requests/new?right=access", "/en/requests", $"00-{trace}-{Caller}-01", ("right", "access"), ("text", canaries.Word("what was asked")));

        Assert.StartsWith("/en/requests/", path, StringComparison.Ordinal);
        var spans = await Eventually.Async<IReadOnlyList<Span>>(
            () =>
            {
                var seen = receiver.Trace(trace);
                var silent = Everybody.Where(s => s != "connectors" && !seen.Any(x => x.Service == s)).ToList();
                return silent.Count == 0 && seen.Count(s => s.Name == "subject-rights-subject-request ParticipantReported") >= Everybody.Length - 3
                    ? Task.FromResult<IReadOnlyList<Span>?>(seen)
                    : throw new InvalidOperationException($"{seen.Count} spans; nothing of {string.Join(' ', silent)}");
            },
            TimeSpan.FromSeconds(60),
            "every room is in the trace of the click");
        Assert.Contains(spans, s => s.Service == "gateway" && s.Attributes.GetValueOrDefault("http.route")?.EndsWith("/requests", StringComparison.Ordinal) is true);
        NamesNobody(spans);
        Assert.Empty(canaries.FoundIn(receiver.Raw()));
    }

    private static async Task<Guid> AskAsync(Integrator me, string email, string trace)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, "api/subject-rights/requests") { Content = JsonContent.Create(Requests.Body("erasure", new { email })) };
        ask.Headers.Add("traceparent", $"00-{trace}-{Caller}-01");
        using var answer = await me.Http.SendAsync(ask);
        Assert.True(answer.IsSuccessStatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
    }

    // Complete when the last step has come and no span lacks its parent.
    private static Task<IReadOnlyList<Span>> WholeAsync(OtlpReceiver receiver, string trace) => Eventually.Async<IReadOnlyList<Span>>(
        () =>
        {
            var spans = receiver.Trace(trace);
            var known = spans.Select(s => s.SpanId).Append(Caller).ToHashSet();
            var orphans = spans.Where(s => !known.Contains(s.ParentId)).Select(s => $"{s.Service} {s.Name}").ToList();
            var ended = spans.Any(s => s.Name == "subject-rights-subject-request AnswerPrepared");
            return ended && orphans.Count == 0
                ? Task.FromResult<IReadOnlyList<Span>?>(spans)
                : throw new InvalidOperationException($"{spans.Count} spans of {string.Join(' ', spans.Select(s => s.Service).Distinct())}; without parent: {string.Join(", ", orphans)}");
        },
        TimeSpan.FromSeconds(60),
        "the trace is whole");

    // Asked, commanded and checked, in the participant's own process, and heard by the request each time.
    private static bool Walked(IReadOnlyList<Span> spans, string target)
    {
        var service = target.StartsWith("connection:", StringComparison.Ordinal) ? "connectors" : target;
        var asked = spans.Where(s => s.Service == service && s.Name.StartsWith($"{service}-participation ", StringComparison.Ordinal)).Select(s => s.Name.Split(' ')[1]).ToHashSet();
        var heard = spans.Count(s => s.Name == "subject-rights-subject-request ParticipantReported");
        return asked.IsSupersetOf(["LocateSubject"]) && (service is not ("contacts" or "connectors") || asked.IsSupersetOf(["CarryOut", "VerifySubject"])) && heard >= Everybody.Length - 1;
    }

    private static void NamesNobody(IReadOnlyList<Span> spans)
    {
        Assert.All(spans, s =>
        {
            Assert.Empty(s.Attributes.Keys.Except(MayBeSaid));
            Assert.Equal(0, s.Events);
            if (s.Attributes.TryGetValue("url.path", out var path))
            {
                Assert.Equal(s.Attributes.GetValueOrDefault("http.route", "unmatched"), path);
            }

            if (s.Attributes.TryGetValue("url.full", out var called))
            {
                Assert.Equal("/", new Uri(called).PathAndQuery);
            }
        });
        Assert.Contains(spans, s => s.Attributes.ContainsKey("url.full"));
        Assert.Contains(spans, s => s.Attributes.GetValueOrDefault("url.path")?.Contains('{', StringComparison.Ordinal) is true);
    }

    private static Task FiguresAsync(OtlpReceiver receiver) => Eventually.Async(
        () => Task.FromResult(
            receiver.SendersOf("gdpr.outbox.depth").Count == Everybody.Length - 1
            && receiver.SendersOf("gdpr.requests.open").Contains("subject-rights")
            && receiver.SendersOf("gdpr.sends").Contains("subject-rights")
            && receiver.LabelsOf("gdpr.decisions").SetEquals(["channel", "allowed", "code"])
            && receiver.LabelsOf("gdpr.requests.open").SetEquals(["right", "state"])
            && receiver.LabelsOf("gdpr.sends").SetEquals(["medium", "outcome"])),
        TimeSpan.FromSeconds(60),
        "the figures of every room have come");
}
