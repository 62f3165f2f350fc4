using Gdpr.Kernel;
using Gdpr.Messages;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests.Model;

/// <summary>A thing that can happen next. Only what is kind leads out of trouble; the rest costs budget.</summary>
internal sealed record Move(string Name, bool Kind, Whole After);

/// <summary>
/// Everything that can happen in a state: each message under way is delivered to the real machine, or to a participant or
/// consumer that keeps its contract or breaks it; messages are repeated and lost; time passes; staff act.
/// </summary>
internal sealed class Moves(RealRoad road, IReadOnlyList<string> targets)
{
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly Datum StillThere = new("contacts.email", 1, Outcome.None, null, null);
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));

    private readonly Settling _settling = new(road);

    public async Task<IReadOnlyList<Move>> FromAsync(Whole whole)
    {
        var moves = new List<Move>();
        foreach (var packed in whole.World.UnderWay)
        {
            var message = World.Unpack(packed);
            await DeliverAsync(moves, whole, message, whole.World.Without(packed), string.Empty);
            if (whole.World.Left.Repeats > 0)
            {
                await DeliverAsync(moves, whole, message, Spend(whole.World, l => l with { Repeats = l.Repeats - 1 }), " and again");
            }

            if (whole.World.Left.Losses > 0)
            {
                moves.Add(new Move($"{Name(message)} is lost", false, whole with { World = Spend(whole.World.Without(packed), l => l with { Losses = l.Losses - 1 }) }));
            }
        }

        TimePasses(moves, whole);
        WakesEarly(moves, whole);
        ComesBack(moves, whole);
        StaffAct(moves, whole);
        for (var i = 0; i < moves.Count; i++)
        {
            moves[i] = moves[i] with { After = await _settling.SettleAsync(moves[i].After) };
        }

        return moves;
    }

    private async Task DeliverAsync(List<Move> moves, Whole whole, IAboutRequest message, World world, string how)
    {
        var name = Name(message) + how;
        var kind = how.Length == 0;
        switch (message)
        {
            case LocateSubject or CarryOut or VerifySubject:
                moves.AddRange(Participate(whole, message, world).Select(m => m with { Name = m.Name + how, Kind = m.Kind && kind }));
                break;
            case OpenCaseFile open:
                moves.Add(new Move(name, kind, whole with { World = world.With(new CaseFileOpened(open.RequestId, 1, Ann, [Ann], 1, [.. targets.Select(Named)])) }));
                break;
            case RecordErasure erasure:
                moves.Add(new Move(name, kind, whole with { World = (world with { InLedger = true }).With(new ErasureRecorded(erasure.RequestId, 1)) }));
                break;
            case AssemblePackage package:
                var complete = whole.Row.Targets.TrueForAll(t => t.Phase != ParticipationPhase.Act || world.DoneInTruth.Contains(t.Name));
                moves.Add(new Move(name, kind, whole with { World = world.With(new PackageAssembled(package.RequestId, package.Round, complete, complete ? null : "INCOMPLETE")) }));
                if (world.Left.Others > 0)
                {
                    var undecided = Spend(world, l => l with { Others = l.Others - 1 });
                    moves.Add(new Move($"{name} finds others", false, whole with { World = undecided.With(new PackageAssembled(package.RequestId, package.Round, false, PackageCodes.ThirdPartiesUndecided)) }));
                }

                break;
            case PrepareSecondCheck check:
                moves.Add(new Move(name, kind, whole with { World = world.With(new SecondCheckPrepared(check.RequestId, 0)) }));
                break;
            case PrepareAnswer answer:
                moves.Add(new Move(name, kind, whole with { World = Answer(whole, answer, world) }));
                break;
            default:
                var (row, sent) = await road.TakeAsync(RealRoad.Read(RealRoad.Write(whole.Row)), message);
                if (message is RequestDue)
                {
                    Invariants.DemandPatience(whole.Row, sent);
                }

                moves.Add(new Move(name, kind, new Whole(row, world.With(sent))));
                break;
        }
    }

    // As PrepareAnswerConsumer: an overtaken number is dropped, one that was answered is only confirmed.
    private static World Answer(Whole whole, PrepareAnswer answer, World world)
    {
        if (whole.Row.AnswerNumber != answer.Number)
        {
            return world;
        }

        if (!world.Letters.Contains(answer.Number))
        {
            Invariants.DemandVerifiedBeforeAnswer(whole);
            world = world with { Letters = [.. world.Letters, answer.Number] };
        }

        return world.With(new AnswerPrepared(answer.RequestId, answer.Number));
    }

    private static TargetNamed Named(string name) =>
        name.StartsWith("connection:", StringComparison.Ordinal) ? new TargetNamed(name, TargetKinds.Connection, "processor") : new TargetNamed(name, TargetKinds.Room, null);

    private static IEnumerable<Move> Participate(Whole whole, IAboutRequest command, World world)
    {
        var (target, phase, round) = command switch
        {
            LocateSubject l => (l.Target, ParticipationPhase.Locate, l.Round),
            CarryOut c => (c.Target, ParticipationPhase.Act, c.Round),
            VerifySubject v => (v.Target, ParticipationPhase.Verify, v.Round),
            _ => throw new InvalidOperationException(),
        };
        var name = $"{target} {phase} {round}";
        if (world.Said.FirstOrDefault(s => s.Target == target && s.Phase == phase && s.Round == round) is { } said)
        {
            yield return new Move($"{name} repeated", true, whole with { World = world.With(World.Unpack(said.Report)) });
            yield break;
        }

        ParticipantReported Report(ReportStatus status, int added, params Datum[] data) =>
            new(command.RequestId, target, phase, round, status, Assurance.ReadBack, data, status == ReportStatus.Done ? null : "TEST", added, null);
        Whole Say(World then, ParticipantReported report) => whole with
        {
            World = (then with { Said = [.. then.Said, new Answered(target, phase, round, World.Pack(report))] }).With(report),
        };

        var left = world.Left;
        if (left.Failures > 0)
        {
            var worse = Spend(world, l => l with { Failures = l.Failures - 1 });
            yield return new Move($"{name} fails", false, Say(worse, Report(ReportStatus.Failed, 0)));
            yield return new Move($"{name} needs a person", false, Say(worse, Report(ReportStatus.NeedsHuman, 0)));
        }

        switch (phase)
        {
            case ParticipationPhase.Locate:
                yield return new Move(name, true, Say(world, Report(ReportStatus.Done, 0, Held)));
                if (left.Rounds > 0)
                {
                    yield return new Move($"{name} finds identifiers", false, Say(Spend(world, l => l with { Rounds = l.Rounds - 1 }), Report(ReportStatus.Done, 1, Held)));
                }

                break;
            case ParticipationPhase.Act:
                Invariants.DemandLedgerBeforeDeed(whole);
                yield return new Move(name, true, Say(Do(world, target), Report(ReportStatus.Done, 0, Held)));
                if (left.Lies > 0)
                {
                    yield return new Move($"{name} lies", false, Say(Spend(world, l => l with { Lies = l.Lies - 1 }), Report(ReportStatus.Done, 0, Held)));
                }

                if (left.Crashes > 0)
                {
                    // The deed is done outside, its commit is lost: the command comes again, under the same key.
                    yield return new Move($"{name} crashes after the deed", false, whole with { World = Spend(Do(whole.World, target), l => l with { Crashes = l.Crashes - 1 }) });
                }

                break;
            default:
                yield return new Move(name, true, Say(world, Report(ReportStatus.Done, 0, world.DoneInTruth.Contains(target) ? [] : [StillThere])));
                break;
        }
    }

    // The receiver knows the key (target, round): done before is not done again.
    private static World Do(World world, string target) => world with
    {
        DoneInTruth = [.. world.DoneInTruth.Union([target]).Order(StringComparer.Ordinal)],
        Effects = [.. world.Effects.Union([target]).Order(StringComparer.Ordinal)],
    };

    /// <summary>
    /// The clock goes to the next stored due time, which is then now; the sweeper sees it. While messages are under way that is
    /// a repetition: what is on its way is asked for again.
    /// </summary>
    private static void TimePasses(List<Move> moves, Whole whole)
    {
        if (whole.Row.NextDueAt is not { } due || whole.World.UnderWay.Any(m => m.StartsWith(nameof(RequestDue), StringComparison.Ordinal)))
        {
            return;
        }

        var early = whole.World.UnderWay.Count > 0;
        if (early && whole.World.Left.Repeats == 0)
        {
            return;
        }

        var world = early ? Spend(whole.World, l => l with { Repeats = l.Repeats - 1 }) : whole.World;
        var row = RealRoad.Read(RealRoad.Write(whole.Row));
        var passed = due - RealRoad.Now;
        if (row.SecondCheckAt == due)
        {
            (row.SecondCheckAt, row.NextDueAt) = (RealRoad.Now, RealRoad.Now);
        }
        else if (passed > TimeSpan.FromDays(1))
        {
            (row.DueAt, row.NextDueAt) = (RealRoad.Now, RealRoad.Now);
        }
        else
        {
            row.NextDueAt = RealRoad.Now;
            row.Targets.ForEach(t => t.DueAt = t.DueAt - passed);
        }

        moves.Add(new Move("time passes", !early, new Whole(row, world.With(new RequestDue(row.CorrelationId)))));
    }

    // Two sweepers see one due time, and a clock may be set back: the wake-up comes, its time has not.
    private static void WakesEarly(List<Move> moves, Whole whole)
    {
        var due = new RequestDue(whole.Row.CorrelationId);
        if (whole.World.Left.Early > 0 && whole.Row.NextDueAt > RealRoad.Now && !whole.World.UnderWay.Contains(World.Pack(due)))
        {
            moves.Add(new Move("a wake-up before its time", false, whole with { World = Spend(whole.World, l => l with { Early = l.Early - 1 }).With(due) }));
        }
    }

    /// <summary>After the answer a sync brings back what was erased; the second check must see it.</summary>
    private static void ComesBack(List<Move> moves, Whole whole)
    {
        if (whole.World.Left.Returns == 0 || whole.Row is not { CurrentState: RequestStates.Completed, SecondCheckAt: not null, Checking: false })
        {
            return;
        }

        foreach (var target in whole.World.DoneInTruth)
        {
            var world = Spend(whole.World, l => l with { Returns = l.Returns - 1 });
            moves.Add(new Move($"{target} is filled again", false, whole with { World = world with { DoneInTruth = [.. world.DoneInTruth.Where(t => t != target)], CameBack = true } }));
        }
    }

    private static void StaffAct(List<Move> moves, Whole whole)
    {
        var (id, state, world) = (whole.Row.CorrelationId, whole.Row.CurrentState, whole.World);
        void May(string name, IAboutRequest step, bool costs, params ReadOnlySpan<string> states)
        {
            if (states.Contains(state) && !world.UnderWay.Contains(World.Pack(step)) && (!costs || world.Left.Steps > 0))
            {
                moves.Add(new Move(name, !costs, whole with { World = (costs ? Spend(world, l => l with { Steps = l.Steps - 1 }) : world).With(step) }));
            }
        }

        if (whole.Row.IdentityMethod is null)
        {
            May("staff identify", new IdentityConfirmed(id, "staff", null), false, RequestStates.AwaitingIdentity);
            May("staff identify at once", new IdentityConfirmed(id, "staff", null), true, RequestStates.Received);
        }

        May("staff approve", new RequestApproved(id, "dpo-1", []), false, RequestStates.AwaitingReview);
        May("staff do not identify", new IdentityRejected(id), true, RequestStates.Received, RequestStates.AwaitingIdentity);
        May("staff refuse", new RequestRefused(id, "12(5)"), true, RequestStates.AwaitingIdentity, RequestStates.Locating, RequestStates.AwaitingReview);
        May("staff cancel", new RequestCancelled(id), true, RequestStates.AwaitingIdentity, RequestStates.Locating, RequestStates.AwaitingReview);
        May("staff retry early", new TargetsRetried(id), true, RequestStates.Locating, RequestStates.AwaitingReview);

        if (whole.Row.Code == TaskCodes.DelayReasonMissing)
        {
            May("staff explain the delay", new DelayExplained(id), false, RequestStates.Verifying);
        }

        // Somebody always comes back to a request that is not finished.
        May("staff retry", new TargetsRetried(id), false, RequestStates.PartiallyCompleted);
    }

    private static World Spend(World world, Func<Budget, Budget> how) => world with { Left = how(world.Left) };

    private static string Name(IAboutRequest message) => message switch
    {
        ParticipantReported r => $"report of {r.Target} {r.Phase} {r.Round} {r.Status}",
        _ => message.GetType().Name,
    };
}
