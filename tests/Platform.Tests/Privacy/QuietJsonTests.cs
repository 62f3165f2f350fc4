using System.Text.Json.Nodes;
using Gdpr.Platform.Privacy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gdpr.Platform.Tests.Privacy;

public sealed class QuietJsonTests
{
    [Fact]
    public void A_line_has_its_values_by_name_and_not_the_text_of_its_exception()
    {
        KeyValuePair<string, object?>[] state = [new("MessageId", 7), new("{OriginalFormat}", "Message {MessageId} failed")];
        var thrown = new InvalidOperationException("to person@example.test", new TimeoutException("person@example.test"));
        var written = Write(new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "Gdpr.Test", new EventId(3), state, thrown, (_, e) => $"Message 7 failed {e?.Message}"));

        var line = JsonNode.Parse(written)!;
        Assert.Equal("warning", line["level"]!.GetValue<string>());
        Assert.Equal(3, line["event"]!.GetValue<int>());
        Assert.Equal("Message {MessageId} failed", line["message"]!.GetValue<string>());
        Assert.Equal("7", line["values"]!["MessageId"]!.GetValue<string>());
        Assert.Equal(["System.InvalidOperationException", "System.TimeoutException"], line["exception"]!.AsArray().Select(e => e!.GetValue<string>()));
        Assert.DoesNotContain("person@example.test", written, StringComparison.Ordinal);
    }

    private static string Write<T>(LogEntry<T> entry)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Gdpr:Logs"] = "json" }).Build();
        using var writer = new StringWriter();
        new QuietConsole(configuration, TimeProvider.System).Write(entry, null, writer);
        return writer.ToString();
    }
}
