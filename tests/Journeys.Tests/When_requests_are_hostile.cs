using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;

namespace Gdpr.Journeys.Tests;

public sealed class When_requests_are_hostile
{
    private const string Requests = "api/subject-rights/requests";

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task Each_gets_a_clear_problem_with_a_stable_code_and_nothing_is_kept(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        using var reader = await Integrator.SignInAsync(suite, "subject-rights.read");
        using var stranger = new HttpClient { BaseAddress = suite.Api };
        var known = await me.RegisterAsync("known@example.test");
        var open = await me.AskAsync("erasure", new { email = "known@example.test" });
        await me.UntilAsync(open, TimeSpan.FromSeconds(30), "AwaitingIdentity");
        var (closed, used) = (await CancelledAsync(me), await ProvedAsync(suite, me));
        var before = (await me.GetAsync(Requests))["items"]!.AsArray().Count;
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = suite.Api };
        var attacks = Attacks(me, reader, stranger, open, known).Concat(LateAttacks(me, stranger, open, closed, used)).Concat(LargeAttacks(me, patient)).ToList();
        Assert.True(attacks.Count >= 40, $"{attacks.Count} attacks");

        foreach (var (name, status, code, send) in attacks)
        {
            using var answer = await send();
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(status == (int)answer.StatusCode, $"{name}: {(int)answer.StatusCode} {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.True(JsonNode.Parse(text)!["code"]?.GetValue<string>() == code, $"{name}: {text}");
            Assert.DoesNotContain("hostile@example.test", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await me.GetAsync(Requests))["items"]!.AsArray().Count);
        Assert.Equal("AwaitingIdentity", (await me.StateAsync(open))["status"]!.GetValue<string>());
    }

    private static IEnumerable<(string Name, int Status, string Code, Func<Task<HttpResponseMessage>> Send)> Attacks(
        Integrator me, Integrator reader, HttpClient stranger, Guid open, Guid known)
    {
        var good = Driving.Requests.Body("erasure", new { email = "hostile@example.test" });
        yield return ("no token", 401, "UNAUTHENTICATED", () => stranger.PostAsJsonAsync(Requests, good));
        yield return ("a made-up token", 401, "UNAUTHENTICATED", () => SendAsync(stranger, "Bearer abc.def.ghi"));
        yield return ("wrong scope", 403, "SCOPE_MISSING", () => reader.PostAsync(Requests, good));
        yield return ("malformed address", 422, "EMAIL_INVALID", () => Post(me, "erasure", new { email = "hostile@@example.test" }));
        yield return ("malformed telephone", 422, "PHONE_INVALID", () => Post(me, "erasure", new { phone = "12" }));
        yield return ("nobody named", 422, "SUBJECT_MISSING", () => Post(me, "erasure", new { }));
        yield return ("right unknown", 400, "BODY_MALFORMED", () => Post(me, "oblivion", new { email = "hostile@example.test" }));
        yield return ("an objection to nothing", 422, "OBJECTION_SCOPE_MISSING", () => Post(me, "objection", new { email = "hostile@example.test" }));
        yield return ("an objection to a purpose unnamed", 422, "OBJECTION_SCOPE_MISSING", () => Detailed(me, "objection", new { scope = "purpose" }));
        yield return ("an objection to everything", 422, "OBJECTION_SCOPE_MISSING", () => Detailed(me, "objection", new { scope = "everything" }));
        yield return ("a restriction without ground", 422, "RESTRICTION_GROUND_MISSING", () => Detailed(me, "restriction", new { }));
        yield return ("a restriction on a ground that is none", 422, "DETAILS_INVALID", () => Detailed(me, "restriction", new { ground = "because" }));
        yield return ("a rectification of nothing", 422, "CHANGES_MISSING", () => Detailed(me, "rectification", new { changes = Array.Empty<object>() }));
        yield return ("a rectification of a field that is none", 422, "DATUM_UNKNOWN", () => Detailed(me, "rectification", new { changes = new[] { new { datum = "shoeSize", to = "44" } } }));
        yield return ("a rectification to a malformed address", 422, "CHANGE_INVALID", () => Detailed(me, "rectification", new { changes = new[] { new { datum = "email", to = "hostile@@example.test" } } }));
        yield return ("a rectification to a malformed telephone", 422, "CHANGE_INVALID", () => Detailed(me, "rectification", new { changes = new[] { new { datum = "phone", to = "12" } } }));
        yield return ("a rectification to a day that is none", 422, "CHANGE_INVALID", () => Detailed(me, "rectification", new { changes = new[] { new { datum = "birthDate", to = "2026-02-30" } } }));
        yield return ("a thousand corrections", 422, "DETAILS_TOO_LONG", () => Detailed(me, "rectification", new { changes = Enumerable.Repeat(new { datum = "city", to = "Lyon" }, 1000) }));
        yield return ("an erasure of no class of data", 422, "SCOPE_INVALID", () => Detailed(me, "erasure", new { scope = new[] { "my mail" } }));
        yield return ("details that are a number", 422, "DETAILS_INVALID", () => Detailed(me, "access", 42));
        yield return ("after a request that is not there", 422, "AFTER_UNKNOWN", () => me.PostAsync(Requests, With(good, "after", Guid.CreateVersion7().ToString())));
        yield return ("after somebody else's request", 422, "AFTER_UNKNOWN", () => me.PostAsync(Requests, With(good, "after", open.ToString())));
        yield return ("a representative without mandate", 422, "MANDATE_MISSING", () => me.PostAsync(Requests, Represented(new { capacity = "representative", name = "Maître Exemple" })));
        yield return ("an heir without name", 422, "REQUESTER_NAME", () => me.PostAsync(Requests, Represented(new { capacity = "heir" })));
        yield return ("lifting what is not restricted", 409, "NOT_RESTRICTED", () => me.PostAsync($"{Requests}/{open}/lifting", new { reason = "now" }));
        yield return ("arrived tomorrow", 422, "DATE_IN_FUTURE", () => me.PostAsync(Requests, With(good, "receivedAt", DateTimeOffset.UtcNow.AddDays(1).ToString("O"))));
        yield return ("arrived when Rome fell", 422, "RECEIVED_TOO_LONG_AGO", () => me.PostAsync(Requests, With(good, "receivedAt", "0476-09-04T00:00:00Z")));
        yield return ("date that is none", 400, "BODY_MALFORMED", () => me.PostAsync(Requests, With(good, "receivedAt", "yesterday")));
        yield return ("country unknown", 422, "COUNTRY_UNKNOWN", () => me.PostAsync(Requests, With(good, "country", "XX")));
        yield return ("channel unknown", 422, "CHANNEL_UNKNOWN", () => me.PostAsync(Requests, With(good, "channel", "pigeon")));
        yield return ("not JSON", 400, "BODY_MALFORMED", () => me.Http.PostAsync(Requests, new StringContent("{\"right\":", Encoding.UTF8, "application/json")));
        yield return ("not even text", 415, "MEDIA_TYPE_NOT_SUPPORTED", () => me.Http.PostAsync(Requests, new ByteArrayContent([0, 1, 2])));
        yield return ("nested a thousand deep", 400, "BODY_MALFORMED", () => me.Http.PostAsync(Requests, new StringContent(string.Concat(Enumerable.Repeat("{\"a\":", 1000)), Encoding.UTF8, "application/json")));
        yield return ("details too long", 422, "DETAILS_TOO_LONG", () => me.PostAsync(Requests, With(good, "details", new string('x', 5000))));
        yield return ("a request that is not there", 404, "REQUEST_NOT_FOUND", () => me.Http.GetAsync($"{Requests}/{Guid.CreateVersion7()}"));
        yield return ("a person's id as a request", 404, "REQUEST_NOT_FOUND", () => me.Http.GetAsync($"{Requests}/{known}"));
        yield return ("approved before it was located", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{open}/approval", new { reason = "now" }));
        yield return ("wrong code", 422, "CODE_WRONG", () => me.PostAsync($"{Requests}/{open}/identity", new { method = "code", outcome = "confirmed", code = "not it" }));
        yield return ("staff without a reason", 422, "REASON_MISSING", () => me.PostAsync($"{Requests}/{open}/identity", new { method = "staff", outcome = "confirmed" }));
        yield return ("resumed without a pause", 409, "NOT_PAUSED", () => me.PostAsync($"{Requests}/{open}/resume", new { receivedAt = DateTimeOffset.UtcNow }));
        yield return ("no package yet", 404, "PACKAGE_NOT_READY", () => me.Http.GetAsync($"{Requests}/{open}/package"));
        yield return ("somebody else's case", 404, "REQUEST_NOT_FOUND", () => stranger.PostAsJsonAsync("api/subject-rights/cases/lookup", new { reference = "R2026-AAAAAAAA", secret = "guess" }));
        yield return ("a cursor of another make", 422, "CURSOR_MALFORMED", () => me.Http.GetAsync($"{Requests}?after=%27%20OR%201=1"));
    }

    // What was good once: a case that is over, a code that was used, a link of somebody else.
    private static IEnumerable<(string Name, int Status, string Code, Func<Task<HttpResponseMessage>> Send)> LateAttacks(
        Integrator me, HttpClient stranger, Guid open, (Guid Id, string Reference) closed, (Guid Id, string Code) used)
    {
        yield return ("a closed request approved", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{closed.Id}/approval", new { reason = "now" }));
        yield return ("a closed request refused", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{closed.Id}/refusal", new { ground = "17(3)(b)", reason = "now" }));
        yield return ("a closed request cancelled again", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{closed.Id}/cancellation", new { reason = "now" }));
        yield return ("a closed request retried", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{closed.Id}/retry", new { }));
        yield return ("a closed request identified", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{closed.Id}/identity", new { method = "staff", outcome = "confirmed", reason = "now" }));
        yield return ("a code used before", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{used.Id}/identity", new { method = "code", outcome = "confirmed", code = used.Code }));
        yield return ("a code of another request", 422, "CODE_WRONG", () => me.PostAsync($"{Requests}/{open}/identity", new { method = "code", outcome = "confirmed", code = used.Code }));
        yield return ("somebody else's link", 404, "REQUEST_NOT_FOUND", () => stranger.PostAsJsonAsync("api/subject-rights/cases/lookup", new { reference = closed.Reference, secret = "guess" }));
        yield return ("a package by somebody else's link", 404, "REQUEST_NOT_FOUND", () => stranger.PostAsJsonAsync("api/subject-rights/cases/package", new { reference = closed.Reference, secret = "guess" }));
    }

    private static IEnumerable<(string Name, int Status, string Code, Func<Task<HttpResponseMessage>> Send)> LargeAttacks(Integrator me, HttpClient patient)
    {
        yield return ("ten megabytes", 413, "BODY_TOO_LARGE", () => SendLargeAsync(patient, Requests, me.Http.DefaultRequestHeaders.Authorization));
        yield return ("ten megabytes from a stranger", 413, "BODY_TOO_LARGE", () => SendLargeAsync(patient, "api/subject-rights/cases/lookup", null));
    }

    // Asks before it sends: a body that is refused while it leaves breaks the pipe, and with it the answer.
    private static Task<HttpResponseMessage> SendLargeAsync(HttpClient patient, string path, System.Net.Http.Headers.AuthenticationHeaderValue? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent($"{{\"details\":\"{new string('x', 10 * 1024 * 1024)}\"}}", Encoding.UTF8, "application/json"),
        };
        (request.Headers.ExpectContinue, request.Headers.Authorization) = (true, authorization);
        return patient.SendAsync(request);
    }

    private static async Task<(Guid Id, string Reference)> CancelledAsync(Integrator me)
    {
        var made = await me.DoAsync(Requests, Driving.Requests.Body("access", new { email = "closed@example.test" }));
        var id = made["id"]!.GetValue<Guid>();
        await me.UntilAsync(id, TimeSpan.FromSeconds(30), "AwaitingIdentity");
        await me.DoAsync($"{Requests}/{id}/cancellation", new { reason = "withdrawn by the person" });
        await me.UntilAsync(id, TimeSpan.FromSeconds(30), "Cancelled");
        return (id, made["reference"]!.GetValue<string>());
    }

    private static async Task<(Guid Id, string Code)> ProvedAsync(ISuite suite, Integrator me)
    {
        await me.RegisterAsync("proved@example.test");
        var id = await me.AskAsync("portability", new { email = "proved@example.test" });
        await me.UntilAsync(id, TimeSpan.FromSeconds(30), "AwaitingIdentity");
        var code = await Driving.Requests.CodeAsync(suite, "proved@example.test");
        await me.ConfirmByCodeAsync(id, code);
        await me.UntilAsync(id, TimeSpan.FromSeconds(60), "AwaitingReview");
        return (id, code);
    }

    private static Task<HttpResponseMessage> Post(Integrator me, string right, object subject) => me.PostAsync(Requests, Driving.Requests.Body(right, subject));

    private static Task<HttpResponseMessage> Detailed(Integrator me, string right, object details) => me.PostAsync(Requests, new
    {
        right, subject = new { email = "hostile@example.test" }, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "email", country = "FR", details,
    });

    private static object Represented(object requester) => new
    {
        right = "access", subject = new { email = "hostile@example.test" }, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "post", country = "FR", requester,
    };

    private static JsonNode With(object good, string field, string value)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(good)!;
        body[field] = value;
        return body;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Requests);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return client.SendAsync(request);
    }
}
