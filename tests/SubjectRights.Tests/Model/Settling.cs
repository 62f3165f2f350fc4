using Gdpr.Messages;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests.Model;

/// <summary>
/// Takes out of the world what can never matter again: rounds, numbers and states only go forward. That the real machine
/// ignores such a message is not assumed: it is put to it, and nothing may change.
/// </summary>
internal sealed class Settling(RealRoad road)
{
    public async Task<Whole> SettleAsync(Whole whole)
    {
        var (row, world) = whole;
        foreach (var packed in world.UnderWay)
        {
            var message = World.Unpack(packed);
            if (!IsOver(row, world, message))
            {
                continue;
            }

            world = world.Without(packed);
            if (IsForMachine(message))
            {
                await DemandIgnoredAsync(row, message);
            }
        }

        return new Whole(row, world with { Said = [.. world.Said.Where(s => row.Target(s.Target)?.Round == s.Round).OrderBy(s => s.ToString(), StringComparer.Ordinal)] });
    }

    private async Task DemandIgnoredAsync(SubjectRequest row, IAboutRequest message)
    {
        var before = RealRoad.Write(row);
        var (after, sent) = await road.TakeAsync(RealRoad.Read(before), message);
        after.NextDueAt = row.NextDueAt;
        (after.Took, after.Version) = (row.Took, row.Version);
        if (sent.Count > 0 || RealRoad.Write(after) != before)
        {
            throw new BrokenInvariant($"{message} is over and still changes something in {row.CurrentState}");
        }
    }

    private static bool IsForMachine(IAboutRequest message) => message is ParticipantReported or CaseFileOpened or ErasureRecorded or PackageAssembled or AnswerPrepared;

    private static bool IsOver(SubjectRequest row, World world, IAboutRequest message) => message switch
    {
        ParticipantReported r => IsOver(row, r.Target, r.Phase, r.Round),
        LocateSubject l => IsSaid(row, world, l.Target, ParticipationPhase.Locate, l.Round),
        CarryOut c => IsSaid(row, world, c.Target, ParticipationPhase.Act, c.Round),
        VerifySubject v => IsSaid(row, world, v.Target, ParticipationPhase.Verify, v.Round),
        OpenCaseFile or CaseFileOpened => row.Targets.Count > 0 || RequestStates.Final.Contains(row.CurrentState),
        RecordErasure or ErasureRecorded => row.LedgerSequence is not null && world.InLedger,
        AssemblePackage p => p.Round < row.PackageRound || (p.Round == row.PackageRound && !row.AwaitsPackage),
        PackageAssembled p => p.Round < row.PackageRound || (p.Round == row.PackageRound && !row.AwaitsPackage),
        PrepareAnswer a => a.Number < row.AnswerNumber || world.UnderWay.Contains(World.Pack(new AnswerPrepared(a.RequestId, a.Number))),
        AnswerPrepared a => a.Number < row.AnswerNumber,
        _ => false,
    };

    private static bool IsOver(SubjectRequest row, string target, ParticipationPhase phase, int round) =>
        row.Target(target) is { } t && (t.Round > round || (t.Round == round && (t.Phase != phase || t.Settled)));

    // Asked once more, a participant only repeats its word; one that is over, or under way already, is nothing new.
    private static bool IsSaid(SubjectRequest row, World world, string target, ParticipationPhase phase, int round) =>
        world.Said.FirstOrDefault(s => s.Target == target && s.Phase == phase && s.Round == round) is { } said
        && (IsOver(row, target, phase, round) || world.UnderWay.Contains(said.Report));
}
