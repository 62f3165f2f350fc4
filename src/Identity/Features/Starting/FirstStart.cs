using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using OpenIddict.Abstractions;

namespace Gdpr.Identity.Features.Starting;

/// <summary>
/// Brings clients and the first administrator to what the configuration says, at every start, and tries until the
/// database is there.
/// </summary>
internal sealed partial class FirstStart(
    IServiceScopeFactory scopes, KnownRooms rooms, RoomSecrets secrets, Readiness readiness, IConfiguration configuration,
    GdprSettings settings, TimeProvider clock, ILogger<FirstStart> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(2);

    // Where the database is known to be there, nothing else starts before its clients are.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Standalone)
        {
            await TryAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!readiness.IsRegistered && !stoppingToken.IsCancellationRequested && !await TryAsync(stoppingToken))
        {
            await Task.Delay(TryAgainAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await RegisterAsync(scope.ServiceProvider, ct);
            readiness.Registered();
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotYet(log, e.GetType().Name);
            return false;
        }
    }

    private async Task RegisterAsync(IServiceProvider services, CancellationToken ct)
    {
        var clients = services.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var room in rooms.Callers)
        {
            if (secrets.Of(room) is { } secret)
            {
                await clients.UpsertAsync(Describe(RoomTokens.ClientId(room), secret), ct);
            }
        }

        await RegisterIntegratorAsync(clients, ct);
        await services.GetRequiredService<FirstAdministrator>().EnsureAsync(ct);
    }

    // Where people enter is the one address that their browsers may be sent back to.
    private OpenIddictApplicationDescriptor Describe(string client, string secret) =>
        client == RoomTokens.ClientId(KnownRooms.Gateway) && Uri.TryCreate(configuration["Gdpr:PublicUrl"], UriKind.Absolute, out var home)
            ? Clients.DescribeWeb(client, secret, new Uri(home, "/staff/callback"), [Grants.Code, Grants.Link], [KnownRooms.InternalScope])
            : Clients.Describe(client, secret, [KnownRooms.InternalScope]);

    private async Task RegisterIntegratorAsync(IOpenIddictApplicationManager clients, CancellationToken ct)
    {
        var (id, secret) = (configuration["Identity:BootstrapClient:Id"], configuration["Identity:BootstrapClient:Secret"]);
        if (string.IsNullOrWhiteSpace(id) || string.IsNullOrWhiteSpace(secret))
        {
            return;
        }

        if (KnownRooms.IsRoom(id))
        {
            Log.Reserved(log);
            return;
        }

        await clients.UpsertAsync(id, secret, rooms.Scopes, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Clients are not registered yet ({Error}); trying again")]
        public static partial void NotYet(ILogger logger, string error);

        [LoggerMessage(2, LogLevel.Error, "CLIENT_ID_RESERVED: Identity:BootstrapClient:Id begins like a room's; no client was made")]
        public static partial void Reserved(ILogger logger);
    }
}
