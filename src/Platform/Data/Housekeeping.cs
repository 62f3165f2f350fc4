using Gdpr.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Data;

/// <summary>Forgets, hourly, inbox rows too old to be redelivered, idempotency keys past their 24 hours, and whom and what a mail said that will not leave any more.</summary>
internal sealed partial class Housekeeping<TDb>(IServiceScopeFactory scopes, RoomLease lease, TimeProvider clock, ILogger<Housekeeping<TDb>> log) : BackgroundService
    where TDb : RoomDbContext
{
    /// <summary>Longer than any message may wait in an outbox or a queue.</summary>
    private static readonly TimeSpan InboxMemory = TimeSpan.FromDays(30);

    internal static async Task CleanAsync(TDb db, CancellationToken ct)
    {
        var old = db.Now - InboxMemory;
        await db.WriteAsync(() => db.Inbox.Where(m => m.ConsumedAt < old).ExecuteDeleteAsync(ct), ct);
        await db.WriteAsync(() => db.IdempotencyKeys.Where(k => k.ExpiresAt < db.Now).ExecuteDeleteAsync(ct), ct);
        await db.WriteAsync(
            () => db.Mails.Where(m => m.SentAt == null && m.CreatedAt < old && m.To != null && (m.LastError == MailErrors.Unknown || m.LastError == MailErrors.GivenUp))
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.To, (string?)null).SetProperty(m => m.Subject, (string?)null).SetProperty(m => m.Html, (string?)null), ct),
            ct);
        await SqlitePragmas.TruncateJournalAsync(db);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                await (await lease.TakeAsync(db, stoppingToken) ? CleanAsync(db, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, typeof(TDb).Name, e.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Housekeeping of {Context} failed ({Error}); it comes again in an hour")]
        public static partial void Failed(ILogger logger, string context, string error);
    }
}
