using Gdpr.BreachNotification.Domain;
using Gdpr.Testing;

namespace Gdpr.BreachNotification.Tests;

public sealed class RoadTests
{
    [Fact]
    public void The_document_shows_every_step_in_every_state_as_the_code_has_it()
    {
        var written = File.ReadAllLines(Path.Combine(RepositoryRoot.Find(), "docs", "sagas", "breach.md"))
            .SkipWhile(l => !l.StartsWith("| Step |", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|')).ToList();

        Assert.Equal($"| Step | {string.Join(" | ", Enum.GetNames<BreachState>())} |", written[0]);
        Assert.Equal(Enum.GetValues<BreachStep>().Select(Row), written.Skip(2));
    }

    [Fact]
    public void No_file_leaves_the_end_and_every_state_is_reached()
    {
        var all = from state in Enum.GetValues<BreachState>() from step in Enum.GetValues<BreachStep>() select (state, next: BreachRoad.At(state, step).Next);

        Assert.All(all.Where(c => c.state == BreachState.Closed), c => Assert.Null(c.next));
        Assert.Equal(Enum.GetValues<BreachState>(), all.Where(c => c.next is not null).Select(c => c.next!.Value).Distinct().Order());
    }

    private static string Row(BreachStep step) =>
        $"| {step} | {string.Join(" | ", Enum.GetValues<BreachState>().Select(s => BreachRoad.At(s, step)).Select(c => c.Next?.ToString() ?? $"`{c.Refusal!.Code}`"))} |";
}
