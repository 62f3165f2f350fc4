using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Kernel.Tests;

public sealed class SubjectIdTests
{
    private static readonly FakeTimeProvider Time = new(DateTimeOffset.Parse("2026-11-23T10:00:00Z"));

    [Fact]
    public void A_new_id_is_of_version_7_at_the_time_of_the_clock()
    {
        var id = SubjectId.New(Time);

        Assert.Equal(7, id.Value.Version);
        Assert.StartsWith(Time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x12"), id.Value.ToString("N"));
    }

    [Fact]
    public void In_json_it_is_a_bare_guid_even_as_a_key()
    {
        var id = SubjectId.New(Time);
        var map = new Dictionary<SubjectId, SubjectId[]> { [id] = [id] };

        var json = JsonSerializer.Serialize(map);

        Assert.Equal($$"""{"{{id}}":["{{id}}"]}""", json);
        Assert.Equal(id, Assert.Single(JsonSerializer.Deserialize<Dictionary<SubjectId, SubjectId[]>>(json)!).Value[0]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("12")]
    [InlineData("\"person\"")]
    public void Other_json_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SubjectId>(json));

    [Fact]
    public void It_is_parsed_from_what_it_prints()
    {
        var id = SubjectId.New(Time);

        Assert.Equal(id, SubjectId.Parse(id.ToString()));
        Assert.False(SubjectId.TryParse("person", out _));
        Assert.False(SubjectId.TryParse(null, out _));
    }
}
