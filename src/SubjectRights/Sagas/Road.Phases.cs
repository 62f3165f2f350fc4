using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Sagas;

// What a finished phase means, and how the next one begins.
internal sealed partial class Road
{
    /// <summary>
    /// The policy's answer to a plain case: the person asks, nothing needs a decision, and an erasure harms nobody: a
    /// single address, no datum kept by law, nothing doubtful. Everything else waits for a person.
    /// </summary>
    public bool MayApproveItself =>
        settings.AutoApprove
        && request.Code is null
        && request.After is null
        && request.Capacity == RequesterCapacity.Self
        && request.Targets.TrueForAll(t => t.Status == ReportStatus.Done)
        && (request.IsPackaged || request.ObjectsTo == ObjectionScope.Marketing || IsPlainErasure);

    /// <summary>Whether an erasure must wait for a copy of the same person's data, in one letter or in two (Arts. 15, 20).</summary>
    public async Task<bool> MustWaitAsync(CancellationToken ct)
    {
        var (id, after, subject) = (request.CorrelationId, request.After, request.SubjectId);
        return request.Right == RightRequested.Erasure && await db.Requests.IgnoreAutoIncludes().AnyAsync(
            r => (r.CorrelationId == after && RequestStates.Unanswered.Contains(r.CurrentState))
                || (r.CorrelationId != id && subject != null && r.SubjectId == subject
                    && (r.Right == RightRequested.Access || r.Right == RightRequested.Portability) && RequestStates.Underway.Contains(r.CurrentState)),
            ct);
    }

    /// <summary>Nobody here knows the person: the answer says so, after the same search as for anybody.</summary>
    public void AnswerNothingFound()
    {
        request.Targets.ForEach(NothingToDo);
        PrepareAnswer();
    }

    private static void NothingToDo(RequestTarget target)
    {
        target.Phase = ParticipationPhase.Done;
        target.Status = ReportStatus.Done;
        target.Outcome = Outcome.NothingFound;
        target.Verified = true;
        target.Assurance = Assurance.ReadBack;
    }

    public void Approve(RequestApproved approved)
    {
        request.ApprovedBy = approved.By;
        request.Code = null;
        foreach (var change in approved.Overrides)
        {
            var target = request.Target(change.Target);
            var data = target?.Located.Select(d =>
                d.DataClass == change.DataClass ? d with { Outcome = change.Outcome, Ground = change.Ground, Until = change.Until } : d);
            if (data is not null)
            {
                target!.LocatedJson = RequestTarget.Write([.. data]);
            }
        }

        db.Remember(request.CorrelationId, approved.By, "REQUEST_APPROVED");
    }

    /// <summary>An erasure is written to the ledger first; a decision by a person is itself the deed (Art. 22); other rights begin at once.</summary>
    public void BeginExecuting()
    {
        request.Code = null;
        if (request.Right == RightRequested.Erasure)
        {
            db.Send("erasure-ledger-record-erasure", new RecordErasure(request.CorrelationId, People));
        }
        else if (request.Right == RightRequested.AutomatedDecision)
        {
            request.Targets.ForEach(NothingToDo);
        }
        else
        {
            if (request.Right == RightRequested.Restriction)
            {
                db.Send(LedgerQueue, new RecordRestriction(request.CorrelationId, People, Lifted: false));
            }

            CarryOut();
        }
    }

    /// <summary>
    /// Rooms always act, even with nothing found: a tombstone must stand in each. A third party that holds nothing is
    /// only asked again.
    /// </summary>
    public void CarryOut()
    {
        foreach (var target in request.Targets.Where(t => t.Status == ReportStatus.Done))
        {
            if (target.IsRoom || target.Located.Count > 0)
            {
                Ask(target, ParticipationPhase.Act);
            }
            else
            {
                target.Phase = ParticipationPhase.Act;
                target.Outcome = Outcome.NothingFound;
            }
        }
    }

    // Searched again after the others have acted: what was approved is done here too, and checked.
    private void CatchUp(RequestTarget target)
    {
        if (target.IsRoom || target.Located.Count > 0)
        {
            Ask(target, ParticipationPhase.Act);
            return;
        }

        target.Phase = ParticipationPhase.Act;
        target.Outcome = Outcome.NothingFound;
        if (request.IsChecked)
        {
            Ask(target, ParticipationPhase.Verify);
        }
    }

    public void StartVerifying()
    {
        foreach (var target in request.Targets.Where(t => t.Phase == ParticipationPhase.Act && t.Status == ReportStatus.Done))
        {
            Ask(target, ParticipationPhase.Verify);
        }
    }

    public void AssemblePackage()
    {
        request.PackageRound++;
        db.Send("subject-rights-assemble-package", new AssemblePackage(request.CorrelationId, request.PackageRound));
    }

    /// <summary>The package was read back and agrees with the reports: that is the verification of a copy.</summary>
    public void TakePackage(PackageAssembled assembled)
    {
        foreach (var target in request.Targets.Where(t => t.Phase == ParticipationPhase.Act && t.Status == ReportStatus.Done))
        {
            target.Phase = ParticipationPhase.Done;
            target.Verified = assembled.Complete;
            target.Code = assembled.Code;
            target.Status = assembled.Complete ? ReportStatus.Done : ReportStatus.NeedsHuman;
        }
    }

    public void PrepareAnswer()
    {
        request.AnswerNumber++;
        db.Send("subject-rights-prepare-answer", new PrepareAnswer(request.CorrelationId, request.AnswerNumber));
    }

    private void Done(RequestTarget target, ParticipantReported report)
    {
        target.IdentifiersAdded += report.IdentifiersAdded;
        Settle(target, ReportStatus.Done);
        var data = Asked(target, report.Data);
        switch (report.Phase)
        {
            case ParticipationPhase.Locate:
                target.LocatedJson = RequestTarget.Write(data);
                target.Receive(report.Recipients ?? []);
                if (request.CurrentState == RequestStates.Verifying)
                {
                    CatchUp(target);
                }

                break;
            case ParticipationPhase.Act:
                target.ActedJson = RequestTarget.Write(report.Data);
                target.Outcome = Sum(report.Data);
                if (request.CurrentState == RequestStates.Verifying && request.IsChecked)
                {
                    Ask(target, ParticipationPhase.Verify);
                }

                break;
            default:
                Checked(target, data);
                break;
        }
    }

    // Rooms answer within the scope themselves; a third party tells of everything it holds, asked for or not.
    private IReadOnlyList<Datum> Asked(RequestTarget target, IReadOnlyList<Datum> data) =>
        request.Scope is null || target.IsRoom ? data : [.. data.Where(d => request.DataClasses.Contains(d.DataClass))];

    // Only what the check found is reported; a target that still holds what it said was gone acts again, then needs a person.
    private void Checked(RequestTarget target, IReadOnlyList<Datum> data)
    {
        target.VerifiedJson = RequestTarget.Write(data);
        if (!data.Any(d => d.Outcome == Outcome.None && d.Count > 0 && !(request.Checking && IsKeptByDecision(target, d))))
        {
            target.Verified = true;
            target.Phase = ParticipationPhase.Done;
            return;
        }

        target.Verified = false;
        if (data.Where(d => d.Outcome == Outcome.None && d.Count > 0).All(d => d.DataClass.EndsWith(".freeText", StringComparison.Ordinal)))
        {
            // Acting again changes nothing: a person reads the words and decides.
            target.Code = "FREE_TEXT_UNDECIDED";
            Settle(target, ReportStatus.NeedsHuman);
            return;
        }

        target.Code = request.Checking ? CameBackCode : request.Right == RightRequested.Erasure ? "STILL_THERE" : "NOT_DONE";
        if (NeedsEyes(target) || target.FoundAgain >= settings.FoundAgainAfter.Count)
        {
            Settle(target, ReportStatus.NeedsHuman);
            return;
        }

        target.Phase = ParticipationPhase.Act;
        target.Round++;
        target.Status = ReportStatus.Pending;
        target.DueAt = db.Now + settings.FoundAgainAfter[target.FoundAgain++];
    }

    private static Outcome Sum(IReadOnlyList<Datum> data) =>
        data.Count == 0 ? Outcome.NothingFound
        : data.FirstOrDefault(d => d.Outcome is Outcome.Erased or Outcome.Provided or Outcome.Rectified or Outcome.Restricted or Outcome.Informed)?.Outcome
        ?? data[0].Outcome;

    // What proves that we kept the law (5(2)): a hash or our own file, no reason to bother a person.
    private static bool IsOurProof(Datum datum) =>
        datum.Outcome == Outcome.Kept && (datum.Ground?.EndsWith(":SUPPRESSION", StringComparison.Ordinal) is true || datum.Ground?.EndsWith(":RIGHTS_FILE", StringComparison.Ordinal) is true);
}
