using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;

namespace Gdpr.SubjectRights.Sagas;

// Beginnings and ends: identity, refusal, answer, closing.
internal sealed partial class Road
{
    public void Hold() => db.Send("subject-rights-hold-subjects", new HoldSubjects(request.CorrelationId));

    public void Identified(IdentityConfirmed confirmed)
    {
        request.IdentityMethod = confirmed.Method;
        db.Send("subject-rights-open-case-file", new OpenCaseFile(request.CorrelationId, confirmed.SubjectId));
    }

    /// <summary>Several people match: a person chooses, nothing is disclosed meanwhile.</summary>
    public void WaitForChoice(CaseFileOpened opened)
    {
        request.Matches = opened.Matches;
        request.Code = "SUBJECT_AMBIGUOUS";
    }

    public void ApprovePlain()
    {
        Approve(new RequestApproved(request.CorrelationId, "policy", []));
        BeginExecuting();
    }

    public void WaitForCopy() => request.Code = "WAITS_FOR_COPY";

    public void LedgerWritten(ErasureRecorded recorded)
    {
        if (request.LedgerSequence is null)
        {
            request.LedgerSequence = recorded.Sequence;
            CarryOut();
        }
    }

    /// <summary>Begins the check of what was done; with nobody left to ask, the answer says so.</summary>
    public void Check()
    {
        if (request.IsChecked)
        {
            StartVerifying();
        }

        if (request.AllSettled)
        {
            Settled();
        }
    }

    /// <summary>Every target has settled: a package must still be packed, anything else is answered.</summary>
    public void Settled()
    {
        if (request.IsPackaged && request.Targets.Exists(t => t is { Phase: ParticipationPhase.Act, Status: ReportStatus.Done }))
        {
            AssemblePackage();
            return;
        }

        PrepareAnswer();
    }

    public void PackageTaken(PackageAssembled assembled)
    {
        TakePackage(assembled);
        PrepareAnswer();
    }

    public void Refuse(string ground)
    {
        request.Refusing = true;
        request.Code = ground;
        request.Targets.ForEach(t => Settle(t, t.Settled ? t.Status : ReportStatus.Failed));
        PrepareAnswer();
    }

    public void Cancel()
    {
        request.Targets.ForEach(t => t.DueAt = null);
        Close();
    }

    public void AnsweredInPart() => request.AnsweredAt = db.Now;

    /// <summary>Nothing is left to do: holds are lifted and participants forget the request.</summary>
    public void Close()
    {
        request.AnsweredAt = db.Now;
        db.Publish(new SubjectRequestClosed(request.CorrelationId));
    }

    public void RetryVerifying()
    {
        Retry();
        if (request.AllSettled)
        {
            PrepareAnswer();
        }
    }
}
