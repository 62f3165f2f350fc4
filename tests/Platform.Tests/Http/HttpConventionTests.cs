using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Tests.Messaging;
using Gdpr.Platform.Tests.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Platform.Tests.Http;

public sealed class HttpConventionTests
{
    [Fact]
    public async Task A_broken_rule_is_a_problem_with_its_status_and_code()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        var answer = await client.GetAsync(Path("api/alpha/broken"));

        var problem = await ProblemAsync(answer, 423, "PLAY_BROKEN");
        Assert.Equal("Not like this.", problem["detail"]!.GetValue<string>());
        Assert.EndsWith("PLAY_BROKEN", problem["type"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_exception_keeps_its_text_to_itself()
    {
        var canary = new Canary();
        await using var host = await StartAsync(canary);
        using var client = host.Client();

        var answer = await client.GetAsync(Path("api/alpha/canary"));

        await ProblemAsync(answer, 500, "INTERNAL_ERROR");
        Assert.DoesNotContain(Canary.Text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await PlayHost.UntilAsync(() => canary.Spans > 0 && canary.Lines > 0, "the request is traced and logged");
        Assert.Empty(canary.Sightings());
    }

    [Fact]
    public async Task Broken_rules_of_a_request_are_named_without_their_values()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        var answer = await client.PostAsJsonAsync("api/alpha/things", new { name = string.Empty, size = 12_345 });

        var problem = await ProblemAsync(answer, 422, "SIZE_TOO_LARGE");
        var errors = problem["errors"]!.AsArray().Select(e => (e!["field"]!.GetValue<string>(), e["code"]!.GetValue<string>())).Order();
        Assert.Equal([("name", "NOT_EMPTY"), ("size", "SIZE_TOO_LARGE")], errors);
        Assert.DoesNotContain("12345", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "BODY_MALFORMED", 400)]
    [InlineData("{\"name\":1}", "BODY_MALFORMED", 400)]
    [InlineData("null", "BODY_MALFORMED", 400)]
    [InlineData("", "BODY_MALFORMED", 400)]
    public async Task A_body_that_is_no_request_is_a_problem(string body, string code, int status)
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        var answer = await client.PostAsync(Path("api/alpha/things"), new StringContent(body, Encoding.UTF8, "application/json"));

        await ProblemAsync(answer, status, code);
    }

    [Fact]
    public async Task Everything_is_denied_unless_it_is_said_who_may()
    {
        await using var host = await StartAsync();
        using var stranger = host.Client(scopes: null);
        using var reader = host.Client("alpha.read");
        using var other = host.Client("beta.read beta.write");
        using var all = host.Client("alpha.read alpha.write internal");

        await ProblemAsync(await stranger.GetAsync(Path("without-policy")), 401, "UNAUTHENTICATED");
        await ProblemAsync(await all.GetAsync(Path("without-policy")), 403, "SCOPE_MISSING");
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(Path("open"))).StatusCode);
        await ProblemAsync(await stranger.GetAsync(Path("api/alpha/data-map")), 401, "UNAUTHENTICATED");
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Path("api/alpha/data-map"))).StatusCode);
        await ProblemAsync(await other.GetAsync(Path("api/alpha/data-map")), 403, "SCOPE_MISSING");
        await ProblemAsync(await reader.PostAsJsonAsync("api/alpha/things", new { name = "a" }), 403, "SCOPE_MISSING");
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsJsonAsync("api/alpha/search", new { name = "a" })).StatusCode);
    }

    [Fact]
    public async Task An_internal_path_is_open_to_the_rooms_it_names_and_no_one_else()
    {
        await using var host = await StartAsync();
        using var named = host.Client("internal", "room-beta");
        using var unnamed = host.Client("internal", "room-gamma");
        using var pretender = host.Client("alpha.read alpha.write", "room-beta");

        Assert.Equal(HttpStatusCode.OK, (await named.GetAsync(Path("internal/alpha/for-beta"))).StatusCode);
        await ProblemAsync(await unnamed.GetAsync(Path("internal/alpha/for-beta")), 403, "SCOPE_MISSING");
        await ProblemAsync(await pretender.GetAsync(Path("internal/alpha/for-beta")), 403, "SCOPE_MISSING");
        await ProblemAsync(await named.GetAsync(Path("internal/alpha/for-nobody")), 403, "SCOPE_MISSING");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("api/alpha/nowhere")]
    [InlineData("api/gamma")]
    public async Task An_unknown_path_is_a_problem_for_friend_and_stranger(string path)
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        using var stranger = host.Client(scopes: null);

        await ProblemAsync(await client.GetAsync(Path(path)), 404, "NOT_FOUND");
        await ProblemAsync(await stranger.GetAsync(Path(path)), 404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_known_path_with_another_method_or_media_type_says_so()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        await ProblemAsync(await client.DeleteAsync(Path("api/alpha/data-map")), 405, "METHOD_NOT_ALLOWED");
        await ProblemAsync(
            await client.PostAsync(Path("api/alpha/things"), new StringContent("name", Encoding.UTF8, "text/csv")), 415, "MEDIA_TYPE_NOT_SUPPORTED");
    }

    [Fact]
    public async Task A_version_must_be_named_and_be_the_current_one()
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        var read = await client.GetAsync(Path("api/alpha/versioned"));
        Assert.Equal("\"7\"", read.Headers.ETag!.Tag);

        await ProblemAsync(await PutAsync(client, null), 428, "IF_MATCH_MISSING");
        await ProblemAsync(await PutAsync(client, "\"6\""), 412, "CHANGED_MEANWHILE");
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(client, "\"7\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(client, "\"6\", \"7\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(client, "*")).StatusCode);
    }

    [Fact]
    public async Task A_request_without_rules_stops_the_host()
    {
        var module = new PlayModule<AlphaDbContext>("alpha") { Api = api => api.MapPost("/unruled", (Unruled.Request request) => request.Name) };

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => PlayHost.StartAsync(o => o.Modules = [module]));

        Assert.Contains("has no Rules beside it", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorization_and_routing_share_the_endpoints_once_built()
    {
        var built = 0;
        var module = new PlayModule<AlphaDbContext>("alpha")
        {
            Api = api => api.MapGet("/counted", () => "here").AddEndpointFilterFactory((_, next) =>
            {
                Interlocked.Increment(ref built);
                return next;
            }),
        };
        await using var host = await PlayHost.StartAsync(o => o.Modules = [module]);
        using var client = host.Client();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Path("api/alpha/counted"))).StatusCode);
        Assert.Equal(1, built);
    }

    [Fact]
    public void Cursors_go_round_and_others_are_null()
    {
        var last = Guid.CreateVersion7();
        var page = Paging.Of(new[] { Guid.Empty, last, Guid.CreateVersion7() }, 2, id => id);

        Assert.Equal(2, page.Items.Count);
        Assert.Equal(last, Paging.Decode(page.Next));
        Assert.Equal(Guid.Empty, Paging.Decode(null));
        Assert.All(["x", "!!!!!!!!!!!!!!!!!!!!!!", new string('A', 23), "' OR 1=1 --", last.ToString()], c => Assert.Null(Paging.Decode(c)));
        Assert.Null(Paging.Of(new[] { last }, 2, id => id).Next);
        Assert.Equal((1, 50, 500), (Paging.Limit(-3), Paging.Limit(null), Paging.Limit(100_000)));
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "api/alpha/versioned");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request);
    }

    private static async Task<JsonObject> ProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        return problem;
    }

    private static Task<PlayHost> StartAsync(Canary? canary = null) => PlayHost.StartAsync(o =>
    {
        canary?.Listen(o);
        o.Modules = [new PlayModule<AlphaDbContext>("alpha")
        {
            Api = api =>
            {
                api.MapGet("/broken", string () => throw new RuleViolation(new RuleError("PLAY_BROKEN", "Not like this.", 423)));
                api.MapGet("/canary", string () => throw new InvalidOperationException(Canary.Text));
                api.MapPost("/things", (AddThing.Request request) => request.Name);
                api.MapPost("/search", (AddThing.Request request) => request.Name).ReadsOnly();
                api.MapGet("/versioned", (HttpContext http) => http.SetETag(7));
                api.MapPut("/versioned", (HttpContext http) => http.DemandVersion(7));
            },
            Inside = inside =>
            {
                inside.MapGet("/for-beta", () => "beta").CalledBy("beta");
                inside.MapGet("/for-nobody", () => "nobody");
            },
            Root = root =>
            {
                root.MapGet("/without-policy", () => "seen");
                root.MapGet("/open", () => "seen").AllowAnonymousBecause("A test.");
            },
        }];
    });

    private static class AddThing
    {
        internal sealed record Request(string Name, int Size = 0);

        internal sealed class Rules : AbstractValidator<Request>
        {
            public Rules()
            {
                RuleFor(r => r.Name).NotEmpty();
                RuleFor(r => r.Size).LessThan(100).WithErrorCode("SIZE_TOO_LARGE");
            }
        }
    }

    private static class Unruled
    {
        internal sealed record Request(string Name);
    }
}
