using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests.Model;

/// <summary>What must always hold of a request (DESIGN, "What must always hold"), asked of every state that can be reached.</summary>
internal static class Invariants
{
    private static readonly string[] PastLocating = [RequestStates.AwaitingReview, RequestStates.Executing];

    public static void Demand(Whole whole)
    {
        var (row, world) = whole;
        var ended = RequestStates.Final.Contains(row.CurrentState);
        if (row.CurrentState == RequestStates.Completed)
        {
            Hold(row.AllVerified, "completed, but a target is not verified");
            Hold(!Acts(row) || (world.CameBack && row.SecondCheckAt is not null) || row.Targets.TrueForAll(t => world.DoneInTruth.Contains(t.Name)), "completed, but a target still holds the data");
        }

        if (row.CurrentState is RequestStates.Completed or RequestStates.PartiallyCompleted or RequestStates.Refused)
        {
            Hold(world.Letters.Contains(row.AnswerNumber), "ended, but the person was not answered");
        }

        if (row.CurrentState is RequestStates.Refused or RequestStates.Cancelled)
        {
            Hold(world.Effects.Count == 0, "refused or cancelled, but something was done");
        }

        if (PastLocating.Contains(row.CurrentState))
        {
            Hold(row.Targets.Count > 0 && row.Targets.TrueForAll(t => t.Phase != ParticipationPhase.Locate || t.Settled), "went on without an answer of a participant");
        }

        var (least, most) = Closings(row, ended);
        Hold(world.Closings >= least && world.Closings <= most, $"closed {world.Closings} times in {row.CurrentState}");
        Hold(world.Letters.Distinct().Count() == world.Letters.Count, "one answer was written twice");
        Hold(row.CurrentState != RequestStates.Executing || row.ApprovedBy is not null, "executes what nobody approved");
        Hold(
            ended || row.CurrentState is RequestStates.AwaitingReview or RequestStates.PartiallyCompleted || row.Code == TaskCodes.DelayReasonMissing || row.NextDueAt is not null || IsNew(whole),
            $"waits in {row.CurrentState} without a due time");
    }

    /// <summary>An erasure is in the ledger before anything is destroyed, and nothing is done that was not approved.</summary>
    public static void DemandLedgerBeforeDeed(Whole whole)
    {
        Hold(whole.Row.Right != RightRequested.Erasure || whole.World.InLedger, "destroys what is not in the ledger");
        Hold(whole.Row.ApprovedBy is not null, "does what nobody approved");
    }

    /// <summary>A wake-up before the stored due time asks nobody for anything; a request that has just come is only begun.</summary>
    public static void DemandPatience(SubjectRequest row, IReadOnlyList<object> sent) =>
        Hold(
            row.NextDueAt is null || row.NextDueAt <= RealRoad.Now || sent.Count == 0
                || row.CurrentState == RequestStates.Received || row is { CurrentState: RequestStates.AwaitingReview, ApprovedBy: not null },
            $"woken early in {row.CurrentState} it asks for {string.Join(", ", sent.Select(m => m.GetType().Name))}");

    /// <summary>A letter says only what a check has found.</summary>
    public static void DemandVerifiedBeforeAnswer(Whole whole)
    {
        Hold(whole.Row.AllSettled, "answers while a target is still at work");
        Hold(whole.Row.Refusing || !Acts(whole.Row) || whole.Row.Targets.TrueForAll(t => !t.Verified || whole.World.DoneInTruth.Contains(t.Name)), "tells the person what is not true");
    }

    // Each answer closes once, and so does each second check that found nothing.
    private static (int Least, int Most) Closings(SubjectRequest row, bool ended)
    {
        if (row.CameBackAt is not null)
        {
            return (ended ? 2 : 1, 3);
        }

        var twice = row is { Right: RightRequested.Erasure, CurrentState: RequestStates.Completed, SecondCheckAt: null };
        return twice ? (2, 2) : ended ? (1, 1) : (0, 0);
    }

    private static bool Acts(SubjectRequest row) => row.IsChecked || row.IsPackaged;

    private static bool IsNew(Whole whole) => whole.Row.CurrentState == RequestStates.Received;

    private static void Hold(bool holds, string what)
    {
        if (!holds)
        {
            throw new BrokenInvariant(what);
        }
    }
}

internal sealed class BrokenInvariant(string what) : Exception(what);
