using System.Text.Json;
using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

public sealed class DeadlineVectorTests
{
    private const string Absent = "absent";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, JsonElement> Vectors =
        SharedVectors.Read("deadlines.json").ToDictionary(v => v.GetProperty("id").GetString()!);

    public static TheoryData<string> Ids => [.. Vectors.Keys.DefaultIfEmpty(Absent)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_vector_has_its_answer(string id)
    {
        Assert.SkipWhen(id == Absent, "deadlines.json was not found: set GDPR_SHARED to the folder that holds vectors");
        var vector = Vectors[id];

        var answer = StatutoryDeadline.Evaluate(vector.Deserialize<DeadlineQuestion>(Json)!);

        // As text, so that the offset counts too.
        Assert.Equal(vector.GetProperty("expectedDueAt").GetString(), Text(answer.DueAt));
        Compare(vector, "noticeDueAt", v => v.GetString(), Text(answer.NoticeDueAt));
        Compare(vector, "latestArguableDueAt", v => v.GetString(), Text(answer.LatestArguableDueAt));
        Compare(vector, "nominalDate", v => v.GetString(), answer.NominalDate?.ToString("yyyy-MM-dd"));
        Compare(vector, "pauseAccepted", v => v.GetBoolean(), answer.PauseAccepted);
        Compare(vector, "late", v => v.GetBoolean(), answer.Late);
        Compare(vector, "delayReasonsRequired", v => v.GetBoolean(), answer.DelayReasonsRequired);
        Assert.Equal(vector.TryGetProperty("disputable", out var disputable) && disputable.GetBoolean(), answer.Disputable);
        Assert.NotEmpty(answer.Steps);
    }

    private static void Compare<T>(JsonElement vector, string field, Func<JsonElement, T> expected, T actual)
    {
        if (vector.TryGetProperty(field, out var value))
        {
            Assert.Equal(expected(value), actual);
        }
    }

    private static string? Text(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm:sszzz");
}
