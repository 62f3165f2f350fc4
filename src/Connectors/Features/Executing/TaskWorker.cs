using System.Collections.Concurrent;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>
/// Runs due tasks. Each is leased by an atomic update, so several instances share the work; one slow third party takes
/// only its own share of the places.
/// </summary>
internal sealed partial class TaskWorker(
    IServiceScopeFactory scopes, ConnectorsSettings settings, GdprSettings gdpr, TimeProvider clock, ILogger<TaskWorker> log) : BackgroundService
{
    private const int Places = 32;
    private const int PlacesPerTarget = 4;

    /// <summary>Shorter than the lease: nobody else may take a task that is still running here.</summary>
    private static readonly TimeSpan LongestRun = TaskSchedule.Lease - TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, (string Target, Task Run)> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = false;
        using var timer = new PeriodicTimer(settings.Tick, clock);
        try
        {
            do
            {
                started = await TickAsync(atStart: !started, stoppingToken) || started;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(r => r.Run));
        }
    }

    /// <summary>False when the database is away; it is asked again at the next tick.</summary>
    private async Task<bool> TickAsync(bool atStart, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ConnectorsDbContext>();
            if (atStart && gdpr.Bus == BusKind.Memory)
            {
                // On the in-memory bus there is one process: whoever held a lease is dead.
                await db.WriteAsync(
                    () => db.Tasks.Where(t => t.LeasedUntil != null).ExecuteUpdateAsync(s => s.SetProperty(t => t.LeasedUntil, (DateTimeOffset?)null), ct), ct);
            }

            await StartDueAsync(db, ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Failed(log, e.GetType().Name);
            return false;
        }
    }

    private async Task StartDueAsync(ConnectorsDbContext db, CancellationToken ct)
    {
        var full = _running.Values.GroupBy(r => r.Target).Where(g => g.Count() >= PlacesPerTarget).Select(g => g.Key).ToList();
        var now = db.Now;
        var due = await db.Tasks.AsNoTracking()
            .Where(t => (t.State == TaskState.Open || t.State == TaskState.Pending) && t.DueAt <= now)
            .Where(t => (t.LeasedUntil == null || t.LeasedUntil <= now) && !full.Contains(t.Target))
            .OrderBy(t => t.DueAt)
            .Take(Places - Math.Min(Places, _running.Count))
            .Select(t => new { t.Id, t.Target, t.Version })
            .ToListAsync(ct);
        foreach (var task in due.Where(t => !_running.ContainsKey(t.Id)))
        {
            if (_running.Values.Count(r => r.Target == task.Target) < PlacesPerTarget && await LeaseAsync(db, task.Id, task.Version, ct))
            {
                // Registered before it runs: it takes itself off the list when it ends.
                var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _running[task.Id] = (task.Target, RunAsync(task.Id, begin.Task, ct));
                begin.SetResult();
            }
        }
    }

    private static async Task<bool> LeaseAsync(ConnectorsDbContext db, Guid id, int version, CancellationToken ct)
    {
        var until = db.Now + TaskSchedule.Lease;
        return await db.WriteAsync(
            () => db.Tasks.Where(t => t.Id == id && t.Version == version).ExecuteUpdateAsync(
                s => s.SetProperty(t => t.LeasedUntil, until).SetProperty(t => t.Version, version + 1), ct),
            ct) == 1;
    }

    private async Task RunAsync(Guid id, Task begin, CancellationToken stopping)
    {
        await begin;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            limit.CancelAfter(LongestRun);
            var db = scope.ServiceProvider.GetRequiredService<ConnectorsDbContext>();
            if (await db.Tasks.SingleOrDefaultAsync(t => t.Id == id, limit.Token) is { } task)
            {
                using var span = MessagingTelemetry.Resume($"connectors {task.Phase}", task.TraceParent);
                await scope.ServiceProvider.GetRequiredService<TaskRun>().RunAsync(task, limit.Token);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // The case was closed, or another instance took the task over: its word counts.
        }
        catch (Exception e)
        {
            await BrokeOffAsync(id, stopping.IsCancellationRequested ? null : e);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    // The intent is in the store, so the task goes on from there: at once elsewhere when this host stops, later when the
    // run failed, and not for ever.
    private async Task BrokeOffAsync(Guid id, Exception? failure)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ConnectorsDbContext>();
            if (await db.Tasks.SingleOrDefaultAsync(t => t.Id == id && (t.State == TaskState.Open || t.State == TaskState.Pending)) is not { } task)
            {
                return;
            }

            var book = scope.ServiceProvider.GetRequiredService<TaskBook>();
            if (failure is null)
            {
                await book.LaterAsync(task, TimeSpan.Zero, CancellationToken.None);
                return;
            }

            Log.TaskFailed(log, id, failure.GetType().Name);
            await book.AgainAsync(task, new Reply(ReplyKind.Transient, TaskCodes.RunFailed), CancellationToken.None);
        }
        catch (Exception e)
        {
            // Then the lease ends by itself.
            Log.Failed(log, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Due tasks cannot be read ({Error}); asked again at the next tick")]
        public static partial void Failed(ILogger logger, string error);

        [LoggerMessage(2, LogLevel.Error, "Task {Id} broke off ({Error}); it is tried again")]
        public static partial void TaskFailed(ILogger logger, Guid id, string error);
    }
}
