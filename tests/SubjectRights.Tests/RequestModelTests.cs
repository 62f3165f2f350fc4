using System.Diagnostics;
using System.Globalization;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Tests.Model;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

/// <summary>
/// Every state that the real state machine can come to with two or three participants, whatever is repeated, lost,
/// reordered, failed, lied or crashed within the bounds; and a way out of each.
/// </summary>
public sealed class RequestModelTests
{
    private static readonly string[] Two = ["contacts", "connection:shop"];
    private static readonly string[] Three = ["contacts", "consent", "connection:shop"];

    public static TheoryData<RightRequested, string> Runs() => new(
        from right in (RightRequested[])[RightRequested.Erasure, RightRequested.Portability, RightRequested.Rectification, RightRequested.AutomatedDecision]
        from trouble in Troubles.Keys
        select (right, trouble));

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_reachable_state_keeps_the_rules_and_has_a_way_out(RightRequested right, string trouble)
    {
        var clock = Stopwatch.StartNew();
        using var road = new RealRoad();
        var exploration = new Exploration(new Moves(road, Require.IsSoak ? Three : Two));

        await exploration.RunAsync(Beginning(right, Troubles[trouble], trouble.StartsWith("late", StringComparison.Ordinal)), most: Require.IsSoak ? 2_000_000 : 50_000);

        Notes.Write(string.Create(CultureInfo.InvariantCulture,
            $"model of {right}, {trouble}: {exploration.States} states, {exploration.Steps} steps, {clock.Elapsed.TotalSeconds:0.0} s"));
        Assert.Contains(RequestStates.Completed, exploration.Seen);
        Assert.Contains(RequestStates.Verifying, exploration.Seen);
    }

    // Two troubles at a time: together they would be more states than anybody waits for.
    private static Dictionary<string, Budget> Troubles { get; } = new()
    {
        ["repeats and losses"] = new Budget(Repeats: 1, Losses: 1),
        ["crashes and losses"] = new Budget(Crashes: 1, Losses: 1),
        ["failures and lies"] = new Budget(Failures: 1, Lies: 1),
        ["failures and repeats"] = new Budget(Failures: 1, Repeats: 1),
        ["rounds and repeats"] = new Budget(Rounds: 1, Repeats: 1),
        ["rounds and staff"] = new Budget(Rounds: 1, Steps: 1),
        ["staff and losses"] = new Budget(Losses: 1, Steps: 1),
        ["early and losses"] = new Budget(Early: 1, Losses: 1),
        ["early and staff"] = new Budget(Early: 1, Steps: 1),
        ["late, others and returns"] = new Budget(Returns: 1, Others: 1),
    };

    private static Whole Beginning(RightRequested right, Budget budget, bool late)
    {
        var row = new SubjectRequest
        {
            CorrelationId = Guid.Parse("0193b0a0-0000-7000-8000-0000000000aa"),
            Reference = "R-1", Right = right, Channel = "email", Country = "FR", Language = "fr",
            ReceivedAt = RealRoad.Now, RegisteredAt = RealRoad.Now, IdentifierHash = "h", SecretHash = "s",
            DueAt = late ? RealRoad.Now.AddDays(-1) : RealRoad.Now.AddMonths(1), NextDueAt = RealRoad.Now + RealRoad.Wait,
        };
        return new Whole(row, new World { Left = budget }.With(new RequestReceived(row.CorrelationId)));
    }
}
