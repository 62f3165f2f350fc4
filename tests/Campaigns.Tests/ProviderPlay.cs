using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gdpr.Campaigns.Tests;

/// <summary>Plays Twilio and OVH on a local port, as far as their documents say; what a number ends in decides what happens.</summary>
internal sealed class ProviderPlay : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _ids;

    private ProviderPlay(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Provider, string To, string Text)> Taken { get; } = new();

    public ConcurrentQueue<HttpRequestHeaders> Headers { get; } = new();

    /// <summary>Answers of people that OVH keeps until they are fetched and deleted.</summary>
    public ConcurrentDictionary<long, (string From, string Text)> Incoming { get; } = new();

    public bool FailsToDelete { get; set; }

    public string Url => _app.Urls.First();

    public static async Task<ProviderPlay> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var play = new ProviderPlay(builder.Build());
        play._app.MapPost("/2010-04-01/Accounts/{sid}/Messages.json", (Delegate)play.TwilioAsync);
        play._app.MapPost("/v1/sms/{service}/jobs", (Delegate)play.OvhAsync);
        play._app.MapGet("/v1/sms/{service}/incoming", (HttpRequest r) => play.Signed(r, () => Results.Json(play.Incoming.Keys)));
        play._app.MapGet("/v1/sms/{service}/incoming/{id:long}", (HttpRequest r, long id) => play.Signed(r, () =>
            Results.Json(new { id, sender = play.Incoming[id].From, message = play.Incoming[id].Text, creationDatetime = "2026-11-30T10:00:00+01:00" })));
        play._app.MapDelete("/v1/sms/{service}/incoming/{id:long}", (HttpRequest r, long id) => play.Signed(r, () =>
            play.FailsToDelete ? Results.StatusCode(500) : play.Incoming.TryRemove(id, out _) ? Results.Ok() : Results.NotFound()));
        await play._app.StartAsync();
        return play;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // As OVH's documents say: of secret, consumer key, method, whole address, body and time.
    private IResult Signed(HttpRequest request, Func<IResult> answer)
    {
        var text = $"{TextingTests.Token}+consumer+{request.Method}+{Url}{request.Path}++{request.Headers["X-Ovh-Timestamp"]}";
        var expected = "$1$" + Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        return request.Headers["X-Ovh-Signature"] == expected ? answer() : Results.StatusCode(403);
    }

    private async Task<IResult> TwilioAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var (to, text) = (form["To"].ToString(), form["Body"].ToString());
        Headers.Enqueue(new HttpRequestHeaders(http.Request.Headers.Authorization.ToString(), null, null, null));
        switch (to[^1])
        {
            case '1':
                return Results.Json(new { code = 21610, message = "unsubscribed" }, statusCode: 400);
            case '2':
                return Results.StatusCode(500);
            case '3':
                http.Abort();
                return Results.Empty;
            case '4' when Interlocked.Increment(ref _ids) == 1:
                return Results.Json(new { code = 20429 }, statusCode: 429);
            default:
                Taken.Enqueue(("twilio", to, text));
                return Results.Json(new { sid = $"SM{Interlocked.Increment(ref _ids)}" }, statusCode: 201);
        }
    }

    private async Task<IResult> OvhAsync(HttpContext http)
    {
        var job = (await http.Request.ReadFromJsonAsync<Job>())!;
        var headers = http.Request.Headers;
        Headers.Enqueue(new HttpRequestHeaders(null, headers["X-Ovh-Application"], headers["X-Ovh-Consumer"], headers["X-Ovh-Signature"]));
        var bad = job.Receivers[0][^1] == '5';
        if (!bad)
        {
            Taken.Enqueue(("ovh", job.Receivers[0], job.Message));
        }

        return Results.Json(new { ids = bad ? [] : new[] { Interlocked.Increment(ref _ids) }, invalidReceivers = bad ? job.Receivers : [], validReceivers = bad ? [] : job.Receivers });
    }

    internal sealed record HttpRequestHeaders(string? Authorization, string? Application, string? Consumer, string? Signature);

    private sealed record Job(string[] Receivers, string Message, string Sender, bool NoStopClause);
}
