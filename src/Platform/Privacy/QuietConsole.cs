using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gdpr.Platform.Privacy;

/// <summary>
/// Writes log lines without the texts of exceptions: a database, SMTP or HTTP error may quote somebody's address.
/// Type and place of the exception stay. <c>Gdpr:Logs=json</c> makes each line an object.
/// </summary>
internal sealed class QuietConsole(IConfiguration configuration, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "gdpr";

    private readonly bool _json = string.Equals(configuration["Gdpr:Logs"], "json", StringComparison.OrdinalIgnoreCase);

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (_json)
        {
            textWriter.WriteLine(QuietJson.Line(logEntry, Message(logEntry), clock.GetUtcNow()));
            return;
        }

        textWriter.Write($"{logEntry.LogLevel.ToString().ToLowerInvariant()[..4]} {logEntry.Category}: ");
        textWriter.WriteLine(Message(logEntry));
        for (var e = logEntry.Exception; e is not null; e = e.InnerException)
        {
            textWriter.WriteLine($"     {e.GetType().FullName}");
            textWriter.WriteLine(e.StackTrace);
        }
    }

    // A message made of an exception (MassTransit's "R-FAULT ... text") would carry its text: the template alone is shown.
    private static string Message<TState>(in LogEntry<TState> entry)
    {
        if (entry.Exception is null)
        {
            return entry.Formatter(entry.State, null);
        }

        var template = (entry.State as IReadOnlyList<KeyValuePair<string, object?>>)?.LastOrDefault(p => p.Key == "{OriginalFormat}").Value;
        return template as string ?? "failed";
    }
}

/// <summary>Takes exceptions out of exported log records, for the same reason.</summary>
internal sealed class QuietLogs : OpenTelemetry.BaseProcessor<OpenTelemetry.Logs.LogRecord>
{
    public override void OnEnd(OpenTelemetry.Logs.LogRecord data)
    {
        if (data.Exception is { } e)
        {
            data.Attributes = [.. data.Attributes ?? [], new KeyValuePair<string, object?>("exception.type", e.GetType().FullName)];
            data.Exception = null;
            data.FormattedMessage = null;
        }
    }
}
