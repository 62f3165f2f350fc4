using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Identity.Tests;

/// <summary>Identity and a second room on a real port, on SQLite files in a folder that may outlive the host.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string ClientId = "integrator";
    public const string ClientSecret = "integrator-secret-of-the-tests";
    public const string AdminEmail = "Admin@Example.test";

    private readonly bool _ownsFolder;

    private IdentityHost(WebApplication app, string folder, bool ownsFolder)
    {
        App = app;
        Folder = folder;
        _ownsFolder = ownsFolder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public string Folder { get; }

    public HttpClient Http { get; }

    public static Task<IdentityHost> StartAsync(string? folder = null, params string[] more) => StartAsync(folder, [], null, more);

    public static async Task<IdentityHost> StartAsync(string? folder, IReadOnlyList<IModule> others, TimeProvider? clock, params string[] more)
    {
        var place = folder ?? Directory.CreateTempSubdirectory("identity-").FullName;
        string[] args =
        [
            "--urls", "http://127.0.0.1:0",
            $"--Gdpr:DataFolder={place}",
            $"--Identity:BootstrapClient:Id={ClientId}",
            $"--Identity:BootstrapClient:Secret={ClientSecret}",
            $"--Identity:BootstrapAdmin:Email={AdminEmail}",
            "--Identity:BootstrapAdmin:Password=correct horse battery staple",
            .. more,
        ];
        var app = ServiceHost.Build(args, [new IdentityModule(), new ProbeModule(), .. others], builder =>
        {
            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }
        });
        await ServiceHost.PrepareAsync(app);
        await app.StartAsync();
        var host = new IdentityHost(app, place, ownsFolder: folder is null);
        await ReadyAsync(host.Http);
        return host;
    }

    public static async Task ReadyAsync(HttpClient http)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var answer = await http.GetAsync("/health/ready", limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public Task<HttpResponseMessage> AskTokenAsync(string scope, string id = ClientId, string secret = ClientSecret, string grant = "client_credentials") =>
        Http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = grant,
            ["client_id"] = id,
            ["client_secret"] = secret,
            ["scope"] = scope,
        }));

    public async Task<string> TokenAsync(string scope, string id = ClientId, string secret = ClientSecret)
    {
        using var answer = await AskTokenAsync(scope, id, secret);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
