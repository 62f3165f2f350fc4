using System.Diagnostics.Metrics;
using Gdpr.Platform.Tests.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Telemetry;

public sealed class FigureTests
{
    [Fact]
    public async Task A_room_shows_its_figures_and_asks_the_database_only_while_somebody_collects()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => o.Clock = clock);
        using var collector = new Collector(host);
        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty), db.Now + TimeSpan.FromDays(1));
            await db.SaveChangesAsync();
        });
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(collector.Collect("gdpr.outbox.depth"));

        await PlayHost.UntilAsync(() => Step(clock, collector, "gdpr.outbox.depth") is [(1, "alpha")], "the row that waits is shown");
        Assert.Equal([(0d, "alpha")], collector.Collect("gdpr.outbox.late"));
        Assert.Equal([(0d, "alpha")], collector.Collect("gdpr.messages.set_aside"));
    }

    private static IReadOnlyList<(double Value, string Room)> Step(FakeTimeProvider clock, Collector collector, string name)
    {
        var seen = collector.Collect(name);
        clock.Advance(TimeSpan.FromSeconds(31));
        return seen;
    }

    /// <summary>Reads the gauges of one host, as an exporter does.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<(string Name, double Value, string Room)> _seen = [];

        public Collector(PlayHost host)
        {
            var own = host.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == own && instrument.Meter.Name.StartsWith("Gdpr.", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => _seen.Add((instrument.Name, value, (string)labels[0].Value!)));
            _listener.Start();
        }

        public IReadOnlyList<(double Value, string Room)> Collect(string name)
        {
            _seen.Clear();
            _listener.RecordObservableInstruments();
            return [.. _seen.Where(s => s.Name == name).Select(s => (s.Value, s.Room))];
        }

        public void Dispose() => _listener.Dispose();
    }
}
