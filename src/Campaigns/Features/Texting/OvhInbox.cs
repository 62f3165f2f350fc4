using System.Globalization;
using System.Net.Http.Json;
using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Campaigns.Features.Texting;

/// <summary>
/// OVH keeps the answers of people until they are fetched: each is understood, then deleted there. One that is fetched twice
/// changes nothing the second time.
/// </summary>
internal sealed partial class OvhInbox(
    IServiceScopeFactory scopes, SchemaReady<CampaignsDbContext> schema, RoomLease lease, CampaignsSettings settings, GdprSettings suite, IHttpClientFactory clients,
    TimeProvider clock, ILogger<OvhInbox> log) : BackgroundService
{
    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Sms is not { Provider: "ovh" } ovh)
        {
            return;
        }

        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(ovh.ReadEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<CampaignsDbContext>();
                await (await lease.TakeAsync(db, stoppingToken) ? FetchAsync(ovh, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task FetchAsync(SmsSettings ovh, CancellationToken ct)
    {
        var inbox = $"{ovh.Url.ToString().TrimEnd('/')}/sms/{ovh.Account}/incoming";
        using var http = clients.CreateClient(Media.SmsClient);
        foreach (var id in (await AskAsync<long[]>(http, ovh, HttpMethod.Get, inbox, ct))!.Order().Take(AtOnce))
        {
            try
            {
                await TakeAsync(http, ovh, $"{inbox}/{id.ToString(CultureInfo.InvariantCulture)}", ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // One that fails keeps no later STOP waiting.
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task TakeAsync(HttpClient http, SmsSettings ovh, string one, CancellationToken ct)
    {
        var answer = await AskAsync<Incoming>(http, ovh, HttpMethod.Get, one, ct);
        if (TakeText.IsNumber(answer!.Sender, suite))
        {
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            await TakeText.TakeAsync(
                answer.Sender!, answer.Message, services.GetRequiredService<CampaignsDbContext>(), services.GetRequiredService<People>(), services.GetRequiredService<Permissions>(), "ovh", ct);
        }

        await AskAsync<object>(http, ovh, HttpMethod.Delete, one, ct);
    }

    private async Task<T?> AskAsync<T>(HttpClient http, SmsSettings ovh, HttpMethod method, string url, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(method, url);
        OvhSignature.Sign(request, ovh, string.Empty, clock.GetUtcNow());
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return method == HttpMethod.Get ? await answer.Content.ReadFromJsonAsync<T>(ct) : null;
    }

    private sealed record Incoming(string? Sender, string? Message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Answers to text messages could not be fetched ({Error}); tried again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
