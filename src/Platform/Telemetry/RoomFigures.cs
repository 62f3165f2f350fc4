using System.Diagnostics.Metrics;
using Gdpr.Platform.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Telemetry;

/// <summary>
/// Shows a room's figures as gauges. The database is asked now and then (<c>Gdpr:Telemetry:ReadEverySeconds</c>), never
/// by whoever collects, and not at all while nobody does. Every replica shows the same figures: take the maximum.
/// </summary>
internal sealed partial class RoomFigures<TDb> : BackgroundService
    where TDb : RoomDbContext
{
    private readonly IServiceScopeFactory _scopes;
    private readonly SchemaReady<TDb> _schema;
    private readonly IReadOnlyList<IFigures<TDb>> _sources;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _every;
    private readonly ILogger _log;
    private volatile IReadOnlyList<Figure> _last = [];
    private volatile bool _wanted;

    public RoomFigures(
        IServiceScopeFactory scopes, SchemaReady<TDb> schema, IEnumerable<IFigures<TDb>> sources, IMeterFactory meters, IConfiguration configuration,
        TimeProvider clock, ILogger<RoomFigures<TDb>> log)
    {
        (_scopes, _schema, _clock, _log) = (scopes, schema, clock, log);
        _sources = [.. sources];
        _every = TimeSpan.FromSeconds(configuration.GetValue("Gdpr:Telemetry:ReadEverySeconds", 30));
        var meter = meters.Create($"Gdpr.{typeof(TDb).Name.Replace("DbContext", string.Empty, StringComparison.Ordinal)}");
        foreach (var kind in _sources.SelectMany(s => s.Kinds))
        {
            meter.CreateObservableGauge(kind.Name, () => Show(kind), kind.Unit, kind.Description);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_every, _clock);
        do
        {
            if (_wanted)
            {
                _wanted = false;
                await ReadAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<double>> Show(FigureKind kind)
    {
        _wanted = true;
        return [.. _last.Where(f => f.Kind == kind).Select(f => new Measurement<double>(f.Value, f.Labels))];
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var read = new List<Figure>();
            foreach (var source in _sources)
            {
                read.AddRange(await source.ReadAsync(db, ct));
            }

            _last = read;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // An old figure would be taken for the present.
            _last = [];
            Log.Failed(_log, typeof(TDb).Name, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The figures of {Context} cannot be read ({Error}); tried again")]
        public static partial void Failed(ILogger logger, string context, string error);
    }
}
