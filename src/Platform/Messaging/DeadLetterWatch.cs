using System.Collections.Concurrent;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>How many messages lie aside in each room: a host is degraded while there are any.</summary>
internal sealed class DeadLetters : IHealthCheck
{
    private readonly ConcurrentDictionary<string, int> _rooms = new(StringComparer.Ordinal);

    /// <summary>True when more lie aside than before.</summary>
    public bool Report(string room, int count)
    {
        var before = _rooms.GetValueOrDefault(room);
        _rooms[room] = count;
        return count > before;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = _rooms.Where(r => r.Value > 0).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Key).ToList();
        return Task.FromResult(waiting.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"MESSAGES_DEAD {string.Join(' ', waiting)}"));
    }
}

/// <summary>Counts what lies aside in a room, so that somebody is told whichever replica set it aside.</summary>
internal sealed partial class DeadLetterWatch<TDb>(
    IServiceScopeFactory scopes, SchemaReady<TDb> schema, DeadLetters letters, TimeProvider clock, ILogger<DeadLetterWatch<TDb>> log) : BackgroundService
    where TDb : RoomDbContext
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, typeof(TDb).Name, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var count = await db.DeadMessages.CountAsync(m => m.ReplayedAt == null, ct) + await db.Outbox.CountAsync(m => m.DeadAt != null, ct);
        if (letters.Report(db.Room, count))
        {
            Log.Waiting(log, count, db.Room);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "MESSAGES_DEAD: {Count} messages lie aside in {Room}; they are read and replayed at its dead-messages")]
        public static partial void Waiting(ILogger logger, int count, string room);

        [LoggerMessage(2, LogLevel.Warning, "Dead messages of {Context} were not counted ({Error}); they are in a moment")]
        public static partial void Failed(ILogger logger, string context, string error);
    }
}
