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
        var before = (await me.GetAsync(Requests))["items"]!.AsArray().Count;

        foreach (var (name, status, code, send) in Attacks(me, reader, stranger, open, known))
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
        yield return ("two megabytes", 413, "BODY_TOO_LARGE", () => me.PostAsync(Requests, With(good, "details", new string('x', 2 * 1024 * 1024))));
        yield return ("details too long", 422, "DETAILS_TOO_LONG", () => me.PostAsync(Requests, With(good, "details", new string('x', 5000))));
        yield return ("a request that is not there", 404, "REQUEST_NOT_FOUND", () => me.Http.GetAsync($"{Requests}/{Guid.CreateVersion7()}"));
        yield return ("a person's id as a request", 404, "REQUEST_NOT_FOUND", () => me.Http.GetAsync($"{Requests}/{known}"));
        yield return ("approved before it was located", 409, "REQUEST_STATE", () => me.PostAsync($"{Requests}/{open}/approval", new { reason = "now" }));
        yield return ("wrong code", 422, "CODE_WRONG", () => me.PostAsync($"{Requests}/{open}/identity", new { method = "code", outcome = "confirmed", code = "not it" }));
        yield return ("staff without a reason", 422, "REASON_MISSING", () => me.PostAsync($"{Requests}/{open}/identity", new { method = "staff", outcome = "confirmed" }));
        yield return ("resumed without a pause", 409, "NOT_PAUSED", () => me.PostAsync($"{Requests}/{open}/resume", new { receivedAt = DateTimeOffset.UtcNow }));
        yield return ("no package yet", 404, "PACKAGE_NOT_READY", () => me.Http.GetAsync($"{Requests}/{open}/package"));
        yield return ("somebody else's case", 404, "REQUEST_NOT_FOUND", () => stranger.PostAsJsonAsync("api/subject-rights/cases/lookup", new { reference = "R2026-AAAAAAAA", secret = "guess" }));
        yield return ("a cursor of another make", 400, "CURSOR_INVALID", () => me.Http.GetAsync($"{Requests}?after=%27%20OR%201=1"));
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
