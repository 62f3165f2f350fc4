using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>
/// Whatever order, repetition and lateness the bus invents, a request ends in the state that the honest answers lead to,
/// and is answered once.
/// </summary>
public sealed class OrderingStormTests
{
    private const int Requests = 24;

    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);

    [Fact]
    public async Task Repeated_reordered_and_foreign_acknowledgements_lead_to_the_same_end()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("GDPR_SEED"), out var given) ? given : Random.Shared.Next();
        Notes.Write($"ordering storm of {Requests} requests: seed {seed}");
        await using var desk = await Desk.OpenAsync(null, Ann);
        var dice = new Random(seed);
        var runs = Enumerable.Range(0, Requests).Select(n => (Cancelled: n % 6 == 5, Seed: dice.Next())).ToList();

        await Task.WhenAll(runs.Select((run, n) => OneAsync(desk, $"storm{n}@example.test", run.Cancelled, new Random(run.Seed))));

        // The word of an answer may be repeated, when it was late; the answer itself may not.
        var answered = runs.Count(r => !r.Cancelled);
        Assert.Equal(answered, desk.Room.Bus.All<AnswerPrepared>().Where(a => a.Number == 1).DistinctBy(a => a.RequestId).Count());
        Assert.Equal(answered, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.History.CountAsync(h => h.Code.StartsWith("ANSWERED"))));
        Assert.Equal(answered, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Mails.CountAsync(m => m.Kind == "answer")));
        Assert.DoesNotContain(desk.Room.Bus.All<AnswerPrepared>(), a => a.Number is > 1 and < 99);
        await Eventually.Async(
            () => Task.FromResult(desk.Room.Bus.All<SubjectRequestClosed>().DistinctBy(c => c.RequestId).Count() == Requests), TimeSpan.FromSeconds(20), "every end is told");
    }

    private static async Task OneAsync(Desk desk, string email, bool cancelled, Random dice)
    {
        var id = await desk.ReceiveAsync("erasure", email);
        await desk.IdentifyAsync(id);
        var locate = await RoundsAsync<LocateSubject>(desk, id, 0);
        await StormAsync(desk, id, ParticipationPhase.Locate, locate, [Held], dice, honest: !cancelled);
        if (cancelled)
        {
            await desk.StepAsync(id, "cancellation", new { reason = "changed my mind" });
            await desk.UntilAsync(id, "Cancelled");
            await StormAsync(desk, id, ParticipationPhase.Locate, locate, [Held], dice, honest: true);
            await StormAsync(desk, id, ParticipationPhase.Act, locate, [Held], dice, honest: true);
            Assert.Equal("Cancelled", (await desk.StateAsync(id))["status"]!.GetValue<string>());
            return;
        }

        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        var act = await RoundsAsync<CarryOut>(desk, id, 0);
        await StormAsync(desk, id, ParticipationPhase.Act, act, [Held], dice, honest: true);
        var verify = await RoundsAsync<VerifySubject>(desk, id, 0);
        await StormAsync(desk, id, ParticipationPhase.Verify, verify, [], dice, honest: true);
        await desk.UntilAsync(id, "Completed");
        await StormAsync(desk, id, ParticipationPhase.Verify, verify, [Held with { Outcome = Outcome.None }], dice, honest: true);
        var end = await desk.StateAsync(id);
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.All(end["targets"]!.AsArray(), t => Assert.True(t!["verified"]!.GetValue<bool>()));
    }

    private static async Task<Dictionary<string, int>> RoundsAsync<TCommand>(Desk desk, Guid id, int after)
        where TCommand : class
    {
        var rounds = new Dictionary<string, int>();
        foreach (var target in Desk.Participants)
        {
            rounds[target] = await desk.RoundAsync<TCommand>(id, target, after);
        }

        return rounds;
    }

    // One target's honest answer at least, among repetitions with one message id, other rounds and phases, and strangers.
    private static Task StormAsync(
        Desk desk, Guid id, ParticipationPhase phase, Dictionary<string, int> rounds, Datum[] data, Random dice, bool honest)
    {
        var sends = new List<Func<Task>>();
        foreach (var (target, round) in rounds)
        {
            var repeated = Guid.CreateVersion7();
            if (honest)
            {
                sends.Add(() => desk.ReportAsync(id, target, phase, round, data, messageId: repeated));
                sends.Add(() => desk.ReportAsync(id, target, phase, round, data, messageId: repeated));
                sends.Add(() => desk.ReportAsync(id, target, phase, round, data));
            }

            sends.Add(() => desk.ReportAsync(id, target, phase, round - 1, data, ReportStatus.Failed));
            sends.Add(() => desk.ReportAsync(id, target, phase, round + 7, data, ReportStatus.NeedsHuman));
            sends.Add(() => desk.ReportAsync(id, target, Another(phase, dice), round, data, ReportStatus.Failed));
            sends.Add(() => desk.ReportAsync(Guid.CreateVersion7(), target, phase, round, data));
        }

        sends.Add(() => desk.ReportAsync(id, "stranger", phase, 1, data));
        sends.AddRange(Strays(desk, id));
        var order = sends.ToArray();
        dice.Shuffle(order);
        return Task.WhenAll(order.Select(send => send()));
    }

    // What belongs to another moment of this request, or to a request that nobody knows.
    private static IEnumerable<Func<Task>> Strays(Desk desk, Guid id)
    {
        return
        [
            () => SendAsync(new RequestReceived(id)), () => SendAsync(new RequestDue(id)), () => SendAsync(new SecondCheckPrepared(id, 1)),
            () => SendAsync(new AnswerPrepared(id, 99)), () => SendAsync(new PackageAssembled(id, 9, true, null)),
            () => SendAsync(new ErasureRecorded(Guid.CreateVersion7(), 7)), () => SendAsync(new RequestCancelled(Guid.CreateVersion7())),
        ];

        Task SendAsync<T>(T stray)
            where T : class => desk.Room.SendAsync(ParticipationEndpoints.Saga, stray);
    }

    // A later phase has begun for nobody yet, an earlier one is over.
    private static ParticipationPhase Another(ParticipationPhase phase, Random dice) => phase switch
    {
        ParticipationPhase.Locate => dice.Next(2) == 0 ? ParticipationPhase.Act : ParticipationPhase.Verify,
        ParticipationPhase.Act => ParticipationPhase.Locate,
        _ => dice.Next(2) == 0 ? ParticipationPhase.Act : ParticipationPhase.Locate,
    };
}
