using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gdpr.Journeys.Tests.Telemetry;

/// <summary>A span as it arrived: which process, which trace, whose child.</summary>
internal sealed record Span(
    string Service, string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes, int Events);

/// <summary>Receives OTLP over HTTP, as a collector does, and reads spans and the names of metrics out of it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int Gauge = 5;
    private const int Sum = 7;

    private readonly WebApplication _app;
    private readonly List<Span> _spans = [];
    private readonly Dictionary<string, HashSet<string>> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _labels = new(StringComparer.Ordinal);
    private readonly MemoryStream _raw = new();
    private readonly Lock _gate = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>What a process must be told to send here; only what somebody asks to be traced is traced.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_TRACES_SAMPLER"] = "parentbased_always_off",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "10000",
        ["Gdpr__Telemetry__ReadEverySeconds"] = "10",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", (HttpRequest r) => receiver.TakeAsync(r, receiver.AddTraces));
        app.MapPost("/v1/metrics", (HttpRequest r) => receiver.TakeAsync(r, receiver.AddMetrics));
        app.MapPost("/v1/logs", () => Results.Ok());
        await app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<Span> Trace(string traceId)
    {
        lock (_gate)
        {
            return [.. _spans.Where(s => s.TraceId == traceId)];
        }
    }

    /// <summary>Services that sent a metric of this name.</summary>
    public IReadOnlyCollection<string> SendersOf(string metric)
    {
        lock (_gate)
        {
            return [.. _metrics.GetValueOrDefault(metric) ?? []];
        }
    }

    /// <summary>By what a metric is told apart, in any of its figures that came.</summary>
    public IReadOnlySet<string> LabelsOf(string metric)
    {
        lock (_gate)
        {
            return _labels.GetValueOrDefault(metric)?.ToHashSet(StringComparer.Ordinal) ?? [];
        }
    }

    /// <summary>Every byte of traces and metrics that arrived.</summary>
    public byte[] Raw()
    {
        lock (_gate)
        {
            return _raw.ToArray();
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, Action<Wire> add)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        lock (_gate)
        {
            _raw.Write(bytes);
            add(Wire.Of(bytes));
        }

        return Results.Ok();
    }

    private void AddTraces(Wire export)
    {
        foreach (var resource in export.Each(1))
        {
            var service = resource.Each(1).First().Attributes(1).GetValueOrDefault("service.name", string.Empty);
            _spans.AddRange(resource.Each(2).SelectMany(scope => scope.Each(2)).Select(s =>
                new Span(service, s.Hex(1), s.Hex(2), s.Hex(4), s.Text(5), s.Attributes(9), s.Each(11).Count())));
        }
    }

    private static HashSet<string> Of(Dictionary<string, HashSet<string>> all, string metric) =>
        all.TryGetValue(metric, out var known) ? known : all[metric] = new HashSet<string>(StringComparer.Ordinal);

    private void AddMetrics(Wire export)
    {
        foreach (var resource in export.Each(1))
        {
            var service = resource.Each(1).First().Attributes(1).GetValueOrDefault("service.name", string.Empty);
            foreach (var metric in resource.Each(2).SelectMany(scope => scope.Each(2)))
            {
                Of(_metrics, metric.Text(1)).Add(service);
                Of(_labels, metric.Text(1)).UnionWith(metric.Each(Gauge).Concat(metric.Each(Sum)).SelectMany(data => data.Each(1)).SelectMany(point => point.Attributes(7).Keys));
            }
        }
    }
}
