using System.Collections.Concurrent;
using System.Diagnostics;
using Gdpr.Platform.Tests.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Gdpr.Platform.Tests.Messaging;

/// <summary>
/// An address in the text of an exception, and everything a host says where it might turn up: console lines through
/// the real formatter, exported log records and spans.
/// </summary>
internal sealed class Canary
{
    public const string Text = "person@example.test";

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<LogRecord> _records = new();
    private readonly ConcurrentQueue<Activity> _spans = new();

    public static Exception Exception => new TimeoutException($"550 mailbox {Text} unavailable", new InvalidOperationException(Text));

    public int Lines => _lines.Count;

    public int Records => _records.Count;

    public int Spans => _spans.Count;

    public void Listen(PlayOptions options)
    {
        options.Adjust = Export;

        // Platform clears the providers that came before it.
        options.Built = s => s.GetRequiredService<ILoggerFactory>().AddProvider(
            new FormattedLines(s.GetServices<ConsoleFormatter>().Single(f => f.Name == "gdpr"), _lines));
    }

    public IReadOnlyList<string> Sightings() =>
    [
        .. _lines.Where(l => l.Contains(Text, StringComparison.Ordinal)).Select(l => "line " + l),
        .. _records.Where(r => $"{r.Body} {r.FormattedMessage} {r.Exception} {string.Join(' ', r.Attributes ?? [])}".Contains(Text, StringComparison.Ordinal)).Select(r => "record " + r.CategoryName),
        .. _spans.Where(s => $"{s.StatusDescription} {string.Join(' ', s.TagObjects)} {string.Join(' ', s.Events.SelectMany(e => e.Tags))}".Contains(Text, StringComparison.Ordinal)).Select(s => "span " + s.DisplayName),
    ];

    private void Export(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithTracing(t => t.AddProcessor(new Keep<Activity>(_spans)));

        // Where an exporter sits: after everything that Platform puts before it.
        builder.Services.ConfigureOpenTelemetryLoggerProvider((_, l) => l.AddProcessor(new Keep<LogRecord>(_records)));
    }

    private sealed class Keep<T>(ConcurrentQueue<T> kept) : BaseProcessor<T>
    {
        public override void OnEnd(T data) => kept.Enqueue(data);
    }

    private sealed class FormattedLines(ConsoleFormatter formatter, ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(categoryName, formatter, lines);

        public void Dispose()
        {
        }

        private sealed class Line(string category, ConsoleFormatter formatter, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter1)
            {
                using var text = new StringWriter();
                formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter1), null, text);
                lines.Enqueue(text.ToString());
            }
        }
    }
}
