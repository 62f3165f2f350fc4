using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Identity.Tests;

/// <summary>Identity in a process of its own, started before its database is.</summary>
public sealed class AloneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_ready_only_when_the_configured_rooms_can_get_tokens()
    {
        string[] args =
        [
            "--urls", "http://127.0.0.1:0", $"--Gdpr:DataFolder={_folder}", "--Gdpr:Bus=memory", "--Gdpr:Database=sqlite", "--Gdpr:AllowLonelyRoom=true",
            $"--Gdpr:Keys:Identifiers={IdentifierKeyRing.Generate().ToJson()}", "--Gdpr:Identity:RoomSecrets:contacts=the-secret-of-contacts",
            "--Identity:BootstrapClient:Id=integrator", "--Identity:BootstrapClient:Secret=s3cret-of-the-integrator",
            $"--Identity:BootstrapAdmin:Email={IdentityHost.AdminEmail}", "--Identity:BootstrapAdmin:Password=correct horse battery staple",
        ];
        await using var app = ServiceHost.Build(args, [new IdentityModule()]);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var before = await http.GetAsync("/health/ready");
        await Migrations.ApplyAsync(app.Services, CancellationToken.None);
        await IdentityHost.ReadyAsync(http);
        using var room = await AskAsync(http, "room-contacts", "the-secret-of-contacts", "internal");
        using var integrator = await AskAsync(http, "integrator", "s3cret-of-the-integrator", "");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, room.StatusCode);
        var scopes = (await integrator.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("scope").GetString()!;
        Assert.Equal(["contacts.read", "contacts.write", "identity.read", "identity.write"], scopes.Split(' ').Order(StringComparer.Ordinal));
        await app.StopAsync();
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient http, string id, string secret, string scope) =>
        http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id,
            ["client_secret"] = secret,
            ["scope"] = scope,
        }));
}
