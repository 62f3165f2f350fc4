using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Sagas;

// Beginnings and ends: identity, refusal, answer, closing.
internal sealed partial class Road
{
    private const string WaitsForChoice = "SUBJECT_AMBIGUOUS";

    public void Hold() => db.Send("subject-rights-hold-subjects", new HoldSubjects(request.CorrelationId));

    public void Identified(IdentityConfirmed confirmed)
    {
        request.IdentityMethod = confirmed.Method;
        request.SubjectId = confirmed.SubjectId ?? request.SubjectId;
        request.Code = null;
        db.Send("subject-rights-open-case-file", new OpenCaseFile(request.CorrelationId, request.SubjectId));
    }

    /// <summary>The word of who it is overtook the word of the arrival.</summary>
    public void ArrivedIdentified(IdentityConfirmed confirmed)
    {
        Hold();
        Identified(confirmed);
    }

    /// <summary>Several people match: a person chooses, nothing is disclosed meanwhile.</summary>
    public void WaitForChoice(CaseFileOpened opened)
    {
        request.Matches = opened.Matches;
        request.Code = WaitsForChoice;
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
        _tells = request.IsChecked && request.RecipientsListedAt is null;
        if (request.AwaitsPackage)
        {
            AssemblePackage();
            return;
        }

        PrepareAnswer();
    }

    /// <summary>A copy with places that may be about others, which nobody has decided about, does not leave: back to review (Art. 15(4)).</summary>
    public void ReviewAgain(PackageAssembled assembled)
    {
        (request.ApprovedBy, request.Code) = (null, assembled.Code);
        db.Remember(request.CorrelationId, "system", assembled.Code!);
    }

    public void PackageTaken(PackageAssembled assembled)
    {
        TakePackage(assembled);
        PrepareAnswer();
    }

    /// <summary>Once: what was carried out is to be told to all who have the data (Art. 19).</summary>
    public async Task ListRecipientsAsync(CancellationToken ct)
    {
        if (!_tells)
        {
            return;
        }

        request.RecipientsListedAt = db.Now;
        foreach (var recipient in request.Recipients.Where(r => RecipientNotice.IsOwed(request.Right, r, settings.Marketers)))
        {
            db.Notices.Add(new RecipientNotice
            {
                Id = db.NewId(), RequestId = request.CorrelationId, Recipient = recipient, Right = request.Right, SubjectId = request.SubjectId, At = db.Now,
            });
            var task = await db.Tasks.FindAsync([request.CorrelationId, TaskCodes.RecipientToTell, recipient], ct) ?? db.Tasks.Add(new RequestTask
            {
                RequestId = request.CorrelationId, Code = TaskCodes.RecipientToTell, About = recipient, Raised = true, OpenedAt = db.Now,
            }).Entity;
            task.Raised = true;
        }
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
        request.SecondCheckAt = null;
    }

    /// <summary>Nothing is left to do: holds are lifted and participants forget the request.</summary>
    public void Close()
    {
        request.AnsweredAt ??= db.Now;
        PlanSecondCheck();
        db.Publish(new SubjectRequestClosed(request.CorrelationId));
    }

    /// <summary>The answer has left, but late, and nobody has said why: the request stays open until somebody does (Art. 12(3)).</summary>
    public void WaitForReason() => request.Code = TaskCodes.DelayReasonMissing;

    /// <summary>What the second check opened again was answered in its time.</summary>
    public bool OwesReason => request is { DelayExplainedAt: null, CameBackAt: null } && request.IsLate(db.Now);

    /// <summary>The answer of a request that was opened again stays its first one.</summary>
    public void NoteAnswered() => request.AnsweredAt = request.CameBackAt is null ? db.Now : request.AnsweredAt ?? db.Now;

    /// <summary>What ended by itself at its due date needs no other reason than that.</summary>
    public void ExpireUnidentified()
    {
        request.DelayExplainedAt = db.Now;
        Refuse(RefusalGrounds.IdentityNotConfirmed);
    }

    public void Explain()
    {
        request.DelayExplainedAt ??= db.Now;
        request.Code = request.Code == TaskCodes.DelayReasonMissing ? null : request.Code;
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
