using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Sagas;

// The second look after an erasure: a late sync, a forgotten copy or an import may have brought the person back.
internal sealed partial class Road
{
    private const string CameBackCode = "CAME_BACK";

    public bool IsSecondCheckDue => !request.Checking && request.SecondCheckAt <= db.Now;

    public bool HasComeBack => request.Checking && !request.AllVerified;

    public bool SecondCheckIsOver => request.Checking && request.AllSettled;

    public void PrepareSecondCheck() => db.Send("subject-rights-prepare-second-check", new PrepareSecondCheck(request.CorrelationId));

    /// <summary>
    /// Everybody whose word was verified is asked again, by every identifier ever known. Our rooms only where the person was
    /// known: somebody who first came to us since is nobody that a late sync brought back.
    /// </summary>
    public void CheckAgain(SecondCheckPrepared prepared)
    {
        (request.Checking, request.Returned) = (true, prepared.Living > 0);
        db.Remember(request.CorrelationId, "system", "SECOND_CHECK");
        foreach (var target in request.Targets.Where(t => t.Verified && t.Role != RecipientRole && (!t.IsRoom || request.SubjectId is not null)))
        {
            target.FoundAgain = 0;
            Ask(target, ParticipationPhase.Verify);
        }
    }

    /// <summary>Nothing has come back. Who could not be asked any more is a person's task; what was verified stays verified.</summary>
    public void EndSecondCheck()
    {
        PutDownUnasked();
        (request.Checking, request.SecondCheckAt) = (false, null);
        db.Remember(request.CorrelationId, "system", _unasked.Count == 0 ? "SECOND_CHECK_CLEAN" : "SECOND_CHECK_INCOMPLETE");
        db.Publish(new SubjectRequestClosed(request.CorrelationId));
    }

    /// <summary>The case is open again: what came back is erased and checked again, and the person is told.</summary>
    public void Reopen()
    {
        request.CameBackAt = db.Now;
        string[] where = [.. request.Targets.Where(t => !t.Verified).Select(t => t.Name)];
        db.Audit("system", "request.came-back", request.SubjectId, request.CorrelationId);
        db.Remember(request.CorrelationId, "system", "REOPENED");
        db.Send("subject-rights-erasure-came-back", new ErasureCameBack(request.CorrelationId, where));
    }

    /// <summary>Targets that the second check could not ask become tasks.</summary>
    public async Task SettleSecondCheckAsync(CancellationToken ct)
    {
        foreach (var name in _unasked)
        {
            if (await db.Tasks.FindAsync([request.CorrelationId, TaskCodes.SecondCheckFailed, name], ct) is null)
            {
                db.Tasks.Add(new RequestTask
                {
                    RequestId = request.CorrelationId, Code = TaskCodes.SecondCheckFailed, About = name, Raised = true, OpenedAt = db.Now,
                });
            }
        }

        _unasked.Clear();
    }

    private void PutDownUnasked()
    {
        foreach (var target in request.Targets.Where(t => request.Checking && t.Verified && t.Status is (ReportStatus.Failed or ReportStatus.NeedsHuman)))
        {
            target.Phase = ParticipationPhase.Done;
            Settle(target, ReportStatus.Done);
            _unasked.Add(target.Name);
        }
    }

    // A third party that holds data of somebody who has come back by an act of their own must not lose it by a machine.
    private bool NeedsEyes(RequestTarget target) => request is { Checking: true, Returned: true } && !target.IsRoom;

    private void PlanSecondCheck()
    {
        PutDownUnasked();
        request.Checking = false;

        // Who stays may have given the same data anew: that is not told from what a sync brought back.
        request.SecondCheckAt = request is { Right: RightRequested.Erasure, Refusing: false, Scope: null } ? db.Now + settings.CheckAgainAfter : null;
    }

    // Once the case was closed a participant does not know any more what a reviewer decided to keep; the request does.
    private static bool IsKeptByDecision(RequestTarget target, Datum found) =>
        target.Acted.Any(d => d.DataClass == found.DataClass && d.Outcome == Outcome.Kept);
}
