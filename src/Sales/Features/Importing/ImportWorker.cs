using Gdpr.Platform.Data;
using Gdpr.Sales.Data;

namespace Gdpr.Sales.Features.Importing;

/// <summary>Works on imports one at a time, for as long as the process lives; what a dead process left is taken over.</summary>
internal sealed partial class ImportWorker(
    IServiceScopeFactory scopes, SchemaReady<SalesDbContext> schema, ImportRun run, ImportSignal signal, TimeProvider clock, ILogger<ImportWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DropEvery = TimeSpan.FromHours(1);
    private readonly Guid _worker = Guid.CreateVersion7(clock.GetUtcNow());
    private DateTimeOffset _nextDrop;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await schema.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DropBrokenAsync(stoppingToken);
                while (await CarryNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }

            await signal.WaitAsync(Pace, stoppingToken);
        }
    }

    // Not at the start alone: an upload breaks off while its host lives on, or lies a day too young when it starts again.
    private async Task DropBrokenAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < _nextDrop)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SalesDbContext>().DropBrokenUploadsAsync(ct);
        _nextDrop = now + DropEvery;
    }

    private async Task<bool> CarryNextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var job = await scope.ServiceProvider.GetRequiredService<SalesDbContext>().LeaseImportAsync(_worker, ct);
        if (job is null)
        {
            return false;
        }

        await run.CarryAsync(job, _worker, ct);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An import stumbled ({Error}); it is taken up again when its lease has passed")]
        public static partial void Failed(ILogger logger, string error);
    }
}
