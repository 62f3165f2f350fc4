using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Http;

namespace Gdpr.Platform.Tests.Http;

public sealed class RoomJsonTests
{
    private static readonly JsonSerializerOptions Options = RoomJson.Demanding(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    [Theory]
    [InlineData("""{"texts":[null]}""")]
    [InlineData("""{"texts":[{"words":["a"]},{"words":[null]}]}""")]
    [InlineData("""{"texts":[],"more":["a",null]}""")]
    public void A_list_that_holds_no_null_is_refused_with_one(string body) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Letter>(body, Options));

    [Fact]
    public void A_list_that_may_hold_null_may_and_none_at_all_is_not_this_rules_matter()
    {
        var cells = JsonSerializer.Deserialize<Cells>("""{"row":["a",null],"numbers":[1],"rest":null}""", Options)!;

        Assert.Equal(["a", null], cells.Row);
        Assert.Null(cells.Rest);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":{"b":[{"c":1,"c":2}]}}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":["\udc00"]}""")]
    public void An_object_of_free_shape_is_read_to_its_last_member_at_once(string body) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<JsonObject>(body, Options));

    [Fact]
    public void A_member_said_twice_is_refused_in_any_shape() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Text>("""{"words":[],"words":[]}""", Options));

    [Theory]
    [InlineData("2026-11-02T10:00:00+01:00", "2026-11-02T10:00:00.0000000+01:00")]
    [InlineData("2026-11-02T10:00:00Z", "2026-11-02T10:00:00.0000000+00:00")]
    [InlineData("2026-11-02", "2026-11-02T00:00:00.0000000+00:00")]
    [InlineData("2026-11-02T10:00:00", null)]
    [InlineData("2026-11-02 10:00", null)]
    [InlineData("yesterday", null)]
    public void An_instant_is_the_same_on_every_server(string said, string? read)
    {
        DateTimeOffset? Read() => JsonSerializer.Deserialize<Stamp>($$"""{"at":"{{said}}"}""", Options)!.At;

        if (read is null)
        {
            Assert.Throws<JsonException>(() => Read());
            return;
        }

        Assert.Equal(read, Read()!.Value.ToString("O", CultureInfo.InvariantCulture));
    }

    private sealed record Stamp(DateTimeOffset? At);

    private sealed record Letter(IReadOnlyList<Text> Texts, string[]? More);

    private sealed record Text(IReadOnlyList<string> Words);

    private sealed record Cells(IReadOnlyList<string?> Row, IReadOnlyList<int> Numbers, IReadOnlyList<string>? Rest);
}
