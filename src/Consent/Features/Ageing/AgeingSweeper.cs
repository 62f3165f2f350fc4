using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Ageing;

/// <summary>
/// Writes down that a consent's term is over, and deletes traces of access on their date. A decision does not wait for it;
/// what is due is asked of the tables, so a restart loses nothing.
/// </summary>
internal sealed partial class AgeingSweeper(IServiceScopeFactory scopes, SchemaReady<ConsentDbContext> schema, RoomLease lease, TimeProvider clock, ILogger<AgeingSweeper> log)
    : BackgroundService
{
    private const int Chunk = 500;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>One sweep; answers how many terms ended.</summary>
    internal static async Task<int> SweepAsync(ConsentDbContext db, CancellationToken ct)
    {
        await db.ForgetTracesAsync(ct);
        await db.ForgetCookieChoicesAsync(ct);
        var ended = 0;
        foreach (var purpose in await db.Purposes.AsNoTracking().Where(p => p.ConsentMonths != null).ToListAsync(ct))
        {
            var due = await DueAsync(db, purpose, ct);
            foreach (var given in due)
            {
                db.Events.Add(End(given, given.At.AddMonths(purpose.ConsentMonths!.Value), db));
            }

            await db.SaveChangesAsync(ct);
            ended += due.Count;
        }

        return ended;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
                await (await lease.TakeAsync(db, stoppingToken) ? SweepAsync(db, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Whatever was said later about the same channel speaks for itself; a proof kept of somebody erased is not written to.
    private static async Task<List<ConsentEvent>> DueAsync(ConsentDbContext db, Purpose purpose, CancellationToken ct)
    {
        var now = db.Now;
        var before = now.AddMonths(-purpose.ConsentMonths!.Value).AddDays(1);
        var old = await db.Events.AsNoTracking()
            .Where(e => e.Purpose == purpose.Code && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed) && e.At <= before)
            .Where(e => !db.Events.Any(l => l.SubjectId == e.SubjectId && l.Purpose == e.Purpose && l.Channel == e.Channel && l.Decision != ConsentDecision.Requested && l.At > e.At))
            .Where(e => !db.Tombstones.Any(t => t.SubjectId == e.SubjectId))
            .OrderBy(e => e.At)
            .Take(Chunk)
            .ToListAsync(ct);
        return [.. old.Where(e => e.At.AddMonths(purpose.ConsentMonths.Value) < now)];
    }

    private static ConsentEvent End(ConsentEvent given, DateTimeOffset at, ConsentDbContext db) => new()
    {
        Id = Next(given.Id),
        SubjectId = given.SubjectId,
        Purpose = given.Purpose,
        Channel = given.Channel,
        Decision = ConsentDecision.Expired,
        Method = Methods.Term,
        At = at,
        RecordedAt = db.Now,
        ControllerId = given.ControllerId,
    };

    // Follows from the consent that ends, so that a second replica's row is refused and not a second end.
    private static Guid Next(Guid given)
    {
        var bytes = given.ToByteArray(bigEndian: true);
        bytes[15] ^= 1;
        return new Guid(bytes, bigEndian: true);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep of consents failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
