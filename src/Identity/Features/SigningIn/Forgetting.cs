using Gdpr.Identity.Data;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Gdpr.Identity.Features.SigningIn;

/// <summary>Forgets attempts to sign in an hour after they were made, and staff's ended sessions after a month.</summary>
internal sealed partial class Forgetting(IServiceScopeFactory scopes, SchemaReady<IdentityDbContext> schema, TimeProvider clock, ILogger<Forgetting> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
                var hourAgo = db.Now.AddHours(-1);
                await db.WriteAsync(() => db.SignIns.Where(a => a.CreatedAt < hourAgo).ExecuteDeleteAsync(stoppingToken), stoppingToken);
                var monthAgo = db.Now.AddDays(-30);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(monthAgo, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(monthAgo, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Old sign-ins were not forgotten ({Error}); they will be in ten minutes")]
        public static partial void Failed(ILogger logger, string error);
    }
}
