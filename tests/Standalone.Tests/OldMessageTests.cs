using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Messaging;
using Gdpr.Testing;

namespace Gdpr.Standalone.Tests;

/// <summary>Messages are additive: what an older version left in an outbox is read and handled by today's.</summary>
public sealed class OldMessageTests(UpgradedHost upgraded) : IClassFixture<UpgradedHost>
{
    private static readonly string[] NotUnderstood = ["MESSAGE_UNREADABLE", "MESSAGE_NOT_HANDLED", nameof(JsonException), "SerializationException", "NotSupportedException", "NullReferenceException"];

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(MessageSample.Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary><c>GDPR_WRITE_SAMPLES=1</c> writes the missing ones.</summary>
    [Fact]
    public void Every_message_has_a_sample()
    {
        Assert.True(MessageSample.Messages.Count > 30);
        var missing = MessageSample.Messages.Where(m => !File.Exists(MessageSample.FileOf(m))).ToList();
        if (Environment.GetEnvironmentVariable("GDPR_WRITE_SAMPLES") is "1")
        {
            missing.ForEach(m => File.WriteAllText(MessageSample.FileOf(m), MessageSample.New(m)));
            return;
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing.Select(m => $"{MessageSample.FileOf(m)} is missing: run this test with GDPR_WRITE_SAMPLES=1")));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void No_message_and_no_word_of_one_has_been_taken_away(string sample)
    {
        var type = MessageSample.Messages.SingleOrDefault(m => m.FullName == $"Gdpr.Messages.{sample}");
        Assert.True(type is not null, $"{sample} is no message any more");
        var old = File.ReadAllText(MessageSample.FileOf(type));

        var today = JsonSerializer.Serialize(JsonSerializer.Deserialize(old, type, MessageJson.Options), type, MessageJson.Options);

        Holds(JsonNode.Parse(old), JsonNode.Parse(today), sample);
    }

    [Fact]
    public async Task Rows_that_an_older_version_left_are_handled_at_the_next_start()
    {
        await Eventually.Async(
            () => Task.FromResult(upgraded.Unheard() is { Count: 0 } ? true : throw new InvalidOperationException(string.Join(' ', upgraded.Unheard()))),
            TimeSpan.FromSeconds(60),
            "every row has reached somebody");

        Assert.DoesNotContain(upgraded.SetAside(), r => NotUnderstood.Any(n => r.Contains(n, StringComparison.Ordinal)));
    }

    /// <summary>Paths, methods and the words of their bodies, as the rooms' documents tell them.</summary>
    [Fact]
    public async Task No_path_and_no_field_of_the_api_has_been_taken_away()
    {
        var file = Path.Combine(MessageSample.Folder, "api.txt");
        var today = await upgraded.ContractAsync();
        if (Environment.GetEnvironmentVariable("GDPR_WRITE_SAMPLES") is "1")
        {
            await File.WriteAllLinesAsync(file, today.Union(File.Exists(file) ? await File.ReadAllLinesAsync(file) : []).Order(StringComparer.Ordinal));
        }

        Assert.True(today.Count > 200);
        Assert.Empty((await File.ReadAllLinesAsync(file)).Except(today));
    }

    // Everything that was said is still said, in the same words; more may be.
    private static void Holds(JsonNode? old, JsonNode? today, string path)
    {
        switch (old)
        {
            case JsonObject said:
                Assert.All(said, p => Assert.True(today is JsonObject now && now.ContainsKey(p.Key), $"{path}.{p.Key} is gone"));
                said.ToList().ForEach(p => Holds(p.Value, today![p.Key], $"{path}.{p.Key}"));
                break;
            case JsonArray many:
                Assert.Equal(many.Count, today!.AsArray().Count);
                Holds(many[0], today[0], $"{path}[0]");
                break;
            default:
                Assert.Equal(old?.ToJsonString(), today?.ToJsonString());
                break;
        }
    }
}
