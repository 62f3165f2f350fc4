using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Standalone.Demo.Company;

namespace Gdpr.Standalone.Demo;

/// <summary>
/// An online shop that speaks the in-house contract and cannot be trusted: too busy at first, and the first time it
/// says "erased" it has erased nothing.
/// </summary>
internal sealed class DemoThirdParty : IAsyncDisposable
{
    private const int Seeded = 40;
    private readonly WebApplication _app;

    private DemoThirdParty(WebApplication app, int port, string token) => (_app, Port, Token) = (app, port, token);

    public int Port { get; }

    public string Token { get; }

    public static async Task<DemoThirdParty> StartAsync(DemoFolder folder, int? port, CancellationToken ct)
    {
        var records = new ThirdPartyRecords(folder.ThirdPartyFile, First);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var used = port ?? FreePort();
        app.Urls.Clear();
        app.Urls.Add($"http://127.0.0.1:{used}");
        Map(app, records);
        await app.StartAsync(ct);
        return new DemoThirdParty(app, used, records.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Map(WebApplication app, ThirdPartyRecords records)
    {
        app.Use((http, next) => Bears(http.Request, records.Token) ? next(http) : Results.StatusCode(401).ExecuteAsync(http));
        app.MapGet("/.well-known/subject-rights", () => new { rights = (string[])["locate", "access", "erase"], identifiers = (string[])["email"], categories = (string[])["contact", "notes", "invoices"] });
        app.MapPost("/subject-requests", (JsonElement body, HttpContext http) =>
        {
            var type = body.GetProperty("type").GetString()!;
            if (type == "erase" && records.IsBusyOnce())
            {
                http.Response.Headers.RetryAfter = "1";
                return Results.StatusCode(429);
            }

            var emails = body.GetProperty("identifiers").EnumerateArray().Select(i => i.GetProperty("value").GetString()!).ToList();
            return Results.Ok(records.Answer(body.GetProperty("id").GetGuid(), type, emails));
        });
        app.MapGet("/subject-requests/{id:guid}", (Guid id) => records.Answered(id) is { } answer ? Results.Ok(answer) : Results.NotFound());
    }

    private static ThirdPartyRecords.Content First() => new(
        RandomNumberGenerator.GetHexString(32, lowercase: true),
        [
            .. MadeUpCompany.Customers.Take(Seeded).Append(MadeUpCompany.Leaving).Append(MadeUpCompany.Moving).Select(c =>
                new ThirdPartyRecords.ShopCustomer(c.Email, $"{c.GivenName} {c.FamilyName}", "Commande suivie par téléphone.", c == MadeUpCompany.Leaving ? 2 : 0)),
        ],
        [],
        WasBusy: false,
        HasLied: false);

    private static bool Bears(HttpRequest request, string token) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), System.Text.Encoding.UTF8.GetBytes($"Bearer {token}"));

    // Below the range from which the system takes ports for outgoing calls: it must be free again after a restart.
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
