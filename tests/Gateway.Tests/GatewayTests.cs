using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gdpr.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Gdpr.Gateway.Tests;

public sealed class GatewayTests : IAsyncLifetime
{
    private Backend _contacts = null!;
    private Backend _identity = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _contacts = await Backend.StartAsync("contacts");
        _identity = await Backend.StartAsync("identity");
        _gateway = await RunningGateway.StartAsync(("contacts", _contacts.Address), ("identity", _identity.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _contacts.DisposeAsync();
        await _identity.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/contacts/x/y?q=1", "contacts")]
    [InlineData("/openapi/contacts.json", "contacts")]
    [InlineData("/api/identity/clients", "identity")]
    [InlineData("/connect/token", "identity")]
    [InlineData("/.well-known/jwks", "identity")]
    public async Task A_path_goes_to_its_room_as_it_is(string path, string room)
    {
        var echo = await EchoAsync(new HttpRequestMessage(HttpMethod.Get, path));

        Assert.Equal(room, echo.Room);
        Assert.Equal(path, echo.Path);
    }

    [Theory]
    [InlineData("/internal/contacts/subjects/resolve")]
    [InlineData("/Internal/contacts/subjects/resolve")]
    [InlineData("/api/contacts/../../internal/contacts/x")]
    [InlineData("/api/contacts/%2e%2e/%2e%2e/internal/contacts/x")]
    [InlineData("/api/localhost/x")]
    [InlineData("/api/contacts.evil.example/x")]
    [InlineData("/nothing")]
    public async Task What_is_not_meant_for_strangers_is_not_found(string path)
    {
        using var answer = await _gateway.RawAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("NOT_FOUND", await CodeAsync(answer));
        Assert.Equal(0, _contacts.Seen + _identity.Seen);
    }

    [Theory]
    [InlineData("/api/contacts/..%2f..%2finternal/contacts/x")]
    [InlineData("/api/contacts/%252e%252e/%252e%252e/internal/contacts/x")]
    [InlineData("/api/contacts/..%5c..%5cinternal/contacts/x")]
    public async Task No_encoding_turns_a_rooms_path_into_an_internal_one(string path)
    {
        using var answer = await _gateway.RawAsync(path);

        var decoded = _contacts.DecodedPath;
        Assert.True(decoded is null || decoded.StartsWith("/api/contacts/", StringComparison.Ordinal), decoded);
    }

    [Fact]
    public async Task Where_a_request_comes_from_cannot_be_made_up()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/contacts/x");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "gopher");
        request.Headers.Add("X-Forwarded-Port", "1");
        request.Headers.Add("X-Real-IP", "203.0.113.7");
        request.Headers.Add("Forwarded", "for=203.0.113.7");

        var echo = await EchoAsync(request);

        Assert.Equal("127.0.0.1", echo.Headers["X-Forwarded-For"]);
        Assert.Equal("http", echo.Headers["X-Forwarded-Proto"]);
        Assert.Equal(_gateway.Http.BaseAddress!.Authority, echo.Headers["X-Forwarded-Host"]);
        Assert.DoesNotContain("X-Forwarded-Port", echo.Headers.Keys);
        Assert.DoesNotContain("X-Real-IP", echo.Headers.Keys);
        Assert.DoesNotContain("Forwarded", echo.Headers.Keys);
    }

    [Fact]
    public async Task The_trace_goes_on_behind_the_gateway()
    {
        var trace = ActivityTraceId.CreateRandom();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/contacts/x");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        var echo = await EchoAsync(request);

        Assert.Contains(trace.ToString(), echo.Headers["traceparent"]);
    }

    [Fact]
    public async Task The_token_reaches_the_room()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/contacts/x");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "abc");

        var echo = await EchoAsync(request);

        Assert.Equal("Bearer abc", echo.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_room_that_is_not_there_is_said_to_be_unavailable()
    {
        await _contacts.DisposeAsync();

        using var answer = await _gateway.Http.GetAsync("/api/contacts/x");
        using var other = await _gateway.Http.GetAsync("/api/identity/x");

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable });
        Assert.Equal("UNAVAILABLE", await CodeAsync(answer));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_dead_replica_costs_one_call_and_comes_back_by_itself()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var gateway = await RunningGateway.StartAsync(
            [$"--services:contacts:http:1={address}"], ("contacts", _contacts.Address));
        var failed = 0;
        for (var call = 0; call < 40; call++)
        {
            using var answer = await gateway.Http.GetAsync("/api/contacts/x");
            failed += answer.IsSuccessStatusCode ? 0 : 1;
        }

        Assert.InRange(failed, 0, 1);

        await using var again = await Backend.StartAsync("contacts", address);
        await Eventually.Async(
            async () => (await gateway.Http.GetAsync("/api/contacts/x")).IsSuccessStatusCode && again.Seen > 0, TimeSpan.FromSeconds(40), "it is asked again");
    }

    [Fact]
    public async Task A_file_larger_than_a_host_takes_by_itself_passes_to_a_room()
    {
        const int Size = 40 * 1024 * 1024;
        using var body = new ByteArrayContent(new byte[Size]);
        body.Headers.ContentType = new("text/csv");

        using var answer = await _gateway.Http.PostAsync("/api/contacts/imports", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Size, (await answer.Content.ReadFromJsonAsync<Echo>())!.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_document_larger_than_any_room_takes_is_refused_before_a_room_is_asked(bool chunked)
    {
        using var body = new StringContent(new string('x', (1024 * 1024) + 1), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/contacts/x") { Content = body };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await _gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", await CodeAsync(answer));
        Assert.True(chunked || _contacts.Seen == 0);
    }

    [Fact]
    public async Task A_body_too_large_for_tokens_stays_outside()
    {
        using var body = new StringContent(new string('x', 100 * 1024), Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await _gateway.Http.PostAsync("/connect/token", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", await CodeAsync(answer));
    }

    [Fact]
    public async Task An_address_that_asks_too_much_of_open_paths_waits_and_others_do_not()
    {
        await using var gateway = await RunningGateway.StartAsync(
            ["--Gdpr:Limits:Links=5", "--Gdpr:Gateway:Links=contacts", "--Gdpr:KnownProxies:0=127.0.0.1"], ("contacts", _contacts.Address));
        for (var i = 0; i < 5; i++)
        {
            using var good = await PressAsync(gateway, "198.51.100.1");
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        }

        using var refused = await PressAsync(gateway, "198.51.100.1");
        using var other = await PressAsync(gateway, "198.51.100.2");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("TOO_MANY_REQUESTS", await CodeAsync(refused));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", "https")]
    [InlineData("127.0.0.0/8", "https")]
    [InlineData("10.0.0.0/8", "http")]
    [InlineData("", "http")]
    public async Task Staff_come_back_by_the_scheme_that_a_known_proxy_tells(string proxy, string scheme)
    {
        await using var identity = await IssuerAsync();
        await using var gateway = await RunningGateway.StartAsync([$"--Gdpr:KnownProxies:0={proxy}", "--Gdpr:Identity:RoomSecrets:gateway=x"], ("identity", identity.Urls.First()));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = gateway.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/staff");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await http.SendAsync(request);

        var back = System.Web.HttpUtility.ParseQueryString(new Uri(http.BaseAddress!, answer.Headers.Location!).Query)["redirect_uri"];
        Assert.Equal($"{scheme}://{http.BaseAddress!.Authority}/staff/callback", back);
    }

    [Fact]
    public void A_proxy_that_is_no_address_stops_the_start() =>
        Assert.Contains("no address", Assert.Throws<InvalidOperationException>(() => GatewayHost.Build(["--urls", "http://127.0.0.1:0", "--Gdpr:KnownProxies:0=ingress"])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Two_gateways_that_share_their_keys_know_each_others_forms()
    {
        using var folder = new TempFolder();
        string[] shared = [$"--Gdpr:Keys:Folder={folder.Path}"];
        await using var one = await RunningGateway.StartAsync(shared, ("identity", _identity.Address));
        await using var two = await RunningGateway.StartAsync(shared, ("identity", _identity.Address));
        await using var stranger = await RunningGateway.StartAsync([$"--Gdpr:DataFolder={folder.Combine("other")}"], ("identity", _identity.Address));
        using var page = await one.Http.GetAsync("/fr/sign-in");
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        var cookie = page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("gdpr-form=", StringComparison.Ordinal)).Split(';')[0];

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(stranger));
        Assert.NotEqual(HttpStatusCode.BadRequest, await PostAsync(two));

        async Task<HttpStatusCode> PostAsync(RunningGateway gateway)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/fr/sign-in") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("email", "a@example.test")]) };
            request.Headers.Add("Cookie", cookie);
            using var answer = await gateway.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("/api/subject-rights/cases/lookup")]
    [InlineData("/fr/cases/R2026-AAAAAAAA/guess")]
    public async Task Nobody_guesses_the_links_of_cases_without_end(string path)
    {
        await using var gateway = await RunningGateway.StartAsync(["--Gdpr:Limits:Cases=5"], ("subject-rights", _contacts.Address));
        for (var i = 0; i < 5; i++)
        {
            using var guess = await gateway.Http.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, guess.StatusCode);
        }

        using var refused = await gateway.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("TOO_MANY_REQUESTS", await CodeAsync(refused));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_gateway_answers_for_its_own_health(string path)
    {
        using var answer = await _gateway.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, _contacts.Seen + _identity.Seen);
    }

    private static async Task<WebApplication> IssuerAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var identity = builder.Build();
        identity.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = "https://gdpr.example.test/", ["authorization_endpoint"] = "https://gdpr.example.test/connect/authorize",
            ["token_endpoint"] = "https://gdpr.example.test/connect/token", ["jwks_uri"] = $"{identity.Urls.First()}/jwks",
        });
        identity.MapGet("/jwks", () => new { keys = Array.Empty<object>() });
        await identity.StartAsync();
        return identity;
    }

    private static Task<HttpResponseMessage> PressAsync(RunningGateway gateway, string from)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/u/token");
        request.Headers.Add("X-Forwarded-For", from);
        return gateway.Http.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private async Task<Echo> EchoAsync(HttpRequestMessage request)
    {
        using var answer = await _gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Echo>())!;
    }
}
