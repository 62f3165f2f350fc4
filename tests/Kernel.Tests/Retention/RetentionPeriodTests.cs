using System.Text.Json;
using Gdpr.Kernel.Retention;

namespace Gdpr.Kernel.Tests.Retention;

public sealed class RetentionPeriodTests
{
    private const string Absent = "absent";

    private static readonly Dictionary<string, JsonElement> Vectors =
        SharedVectors.Read("retention.json", "vectors").ToDictionary(v => v.GetProperty("id").GetString()!);

    public static TheoryData<string> Ids => [.. Vectors.Keys.DefaultIfEmpty(Absent)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_vector_has_its_answer(string id)
    {
        Assert.SkipWhen(id == Absent, "retention.json was not found: set GDPR_SHARED to the folder that holds vectors");
        var (vector, expected) = (Vectors[id], Vectors[id].GetProperty("expected"));
        var (code, start) = (vector.GetProperty("code").GetString()!, Day(vector, "startDate"));

        Assert.Equal(Day(expected, "endDate"), RetentionPeriods.EndOf(code, start));
        Assert.Equal(expected.GetProperty("mayKeep").GetBoolean(), RetentionPeriods.Of(code).MayKeep(start, Day(vector, "at")));
    }

    [Theory]
    [InlineData("PROSPECT", "2024-02-29", "2027-02-28")]
    [InlineData("COOKIE_CHOICE", "2026-05-31", "2026-11-30")]
    [InlineData("INVOICE", "2016-12-31", "2026-12-31")]
    [InlineData("ID_COPY", "2026-05-31", "2026-05-31")]
    public void The_last_day_is_clamped_and_never_carried(string code, string start, string end) =>
        Assert.Equal(DateOnly.Parse(end), RetentionPeriods.EndOf(code, DateOnly.Parse(start)));

    [Fact]
    public void The_force_of_a_period_is_that_of_its_source()
    {
        Assert.Equal(RetentionForce.Mandatory, RetentionPeriods.Of("INVOICE").Force);
        Assert.Equal(RetentionForce.Limitation, RetentionPeriods.Of("CONTRACT_B2B").Force);
        Assert.Equal(RetentionForce.Policy, RetentionPeriods.Of("RIGHTS_FILE").Force);
        Assert.Equal(RetentionForce.Recommended, RetentionPeriods.Of("PROSPECT").Force);
    }

    [Fact]
    public void An_unknown_code_is_refused() =>
        Assert.Equal("RETENTION_CODE_UNKNOWN", Assert.Throws<RuleViolation>(() => RetentionPeriods.Of("FOREVER")).Error.Code);

    private static DateOnly Day(JsonElement row, string field) => DateOnly.Parse(row.GetProperty(field).GetString()!);
}
