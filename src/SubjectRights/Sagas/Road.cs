using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Sagas;

/// <summary>
/// The steps of the main road for one request and one message: changes the saga row and its targets, and writes
/// commands to the outbox. Which state follows is the state machine's business.
/// </summary>
internal sealed partial class Road(SubjectRequest request, SubjectRightsDbContext db, RoadSettings settings)
{
    private const string RecipientRole = "recipient";
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    // Whoever does not answer is asked again ever more rarely: on a room that is slow because it has too much to do,
    // questions that come at one pace would grow faster than its answers.
    private const int MostDoublings = 4;

    private readonly List<string> _unasked = [];

    private bool _tells;

    public SubjectRequest Request => request;

    /// <summary>Copies the list of those who must answer; connections that come later are not asked.</summary>
    public void StartLocating(CaseFileOpened opened)
    {
        request.SubjectId = opened.SubjectId;
        request.Addresses = opened.Addresses;
        request.Code = null;
        RestrictMeanwhile(opened.SubjectIds);
        foreach (var target in opened.Targets.Where(t => request.Target(t.Name) is null))
        {
            request.Targets.Add(new RequestTarget { RequestId = request.CorrelationId, Name = target.Name, Kind = target.Kind, Role = target.Role });
        }

        LocateAgain();
    }

    /// <summary>A round of the search; further rounds follow while new identifiers come to light, three at most.</summary>
    public void LocateAgain()
    {
        request.LocateRound++;
        request.Targets.ForEach(t => t.IdentifiersAdded = 0);
        request.Targets.ForEach(t => Ask(t, ParticipationPhase.Locate));
    }

    public bool MustLocateAgain => request.LocateRound < 3 && request.Targets.Exists(t => t.IdentifiersAdded > 0);

    /// <summary>Takes a report; one of another phase or round is ignored.</summary>
    public void Take(ParticipantReported report)
    {
        var target = request.Target(report.Target);
        request.Took = false;
        if (target is null || target.Phase != report.Phase || target.Round != report.Round || target.Settled)
        {
            return;
        }

        request.Took = true;
        target.Code = report.Code;
        target.Assurance = report.Assurance;
        target.Mentions = report.Phase == ParticipationPhase.Act ? target.Mentions : report.Mentions;
        switch (report.Status)
        {
            case ReportStatus.Done:
                Done(target, report);
                break;
            case ReportStatus.Failed:
                Failed(target);
                break;
            case ReportStatus.NeedsHuman:
                Settle(target, ReportStatus.NeedsHuman);
                break;
            default:
                target.Status = ReportStatus.Waiting;
                target.DueAt = (report.NextReportBy ?? db.Now) + settings.AnswerWithin;
                break;
        }
    }

    /// <summary>Asks again, with the same key, every target whose due time has passed.</summary>
    public void AskOverdue()
    {
        foreach (var target in request.Targets.Where(t => !t.Settled && t.DueAt <= db.Now).ToList())
        {
            Command(target);
        }
    }

    /// <summary>Gives targets that failed or need a person a fresh set of attempts.</summary>
    public void Retry()
    {
        request.ApprovedBy = request.CurrentState == RequestStates.AwaitingReview ? null : request.ApprovedBy;
        CallOffNotice();
        foreach (var target in request.Targets.Where(t => t.Status is ReportStatus.Failed or ReportStatus.NeedsHuman).ToList())
        {
            target.FoundAgain = 0;
            Ask(target, target.Phase is ParticipationPhase.Locate ? ParticipationPhase.Locate : ParticipationPhase.Act);
        }
    }

    /// <summary>The sweeper looks at one column only.</summary>
    public void PlanNextDue()
    {
        var dues = request.Targets.Where(t => !t.Settled && t.DueAt is not null).Select(t => t.DueAt);
        if (request.CurrentState == RequestStates.AwaitingIdentity)
        {
            dues = dues.Append(request.IdentityUntil);
        }

        if (request.ExtensionMailId is not null && request.ExtendedDueAt is null)
        {
            dues = dues.Append(db.Now + LookAgain);
        }

        if (request is { CurrentState: RequestStates.AwaitingReview, ApprovedBy: not null } || (request.LiftMailId is not null && request.LiftedAt is null))
        {
            dues = dues.Append(db.Now + LookAgain);
        }

        if (OwnStep is not null)
        {
            dues = dues.Append(db.Now + settings.AnswerWithin);
        }

        request.NextDueAt = dues.Concat(NoticeDues).Append(request.Checking ? null : request.SecondCheckAt).Min();
    }

    private void Ask(RequestTarget target, ParticipationPhase phase)
    {
        target.Phase = phase;
        target.Round++;
        target.Attempts = 0;
        target.Failures = 0;
        target.Code = null;
        Command(target);
    }

    private void Command(RequestTarget target)
    {
        target.Status = ReportStatus.Running;
        target.Attempts++;
        target.DueAt = db.Now + (settings.AnswerWithin * (1 << Math.Min(target.Attempts - 1, MostDoublings)));
        var endpoint = ParticipationEndpoints.Of(target.IsRoom ? target.Name : "connectors");
        var id = request.CorrelationId;
        switch (target.Phase)
        {
            case ParticipationPhase.Locate:
                db.Send(endpoint, new LocateSubject(id, target.Name, request.Right, target.Round, request.SubjectId));
                break;
            case ParticipationPhase.Act:
                db.Send(endpoint, new CarryOut(id, target.Name, request.Right, target.Round, request.SubjectId, request.LedgerSequence, [.. target.Located]));
                break;
            default:
                db.Send(endpoint, new VerifySubject(id, target.Name, request.Right, target.Round, request.SubjectId));
                break;
        }
    }

    private static void Settle(RequestTarget target, ReportStatus status)
    {
        target.Status = status;
        target.DueAt = null;
    }

    // A failed phase comes back in the saga's own time under a new round, so that the participant tries afresh.
    private void Failed(RequestTarget target)
    {
        if (target.Failures >= settings.RetryAfter.Count)
        {
            Settle(target, ReportStatus.Failed);
            return;
        }

        target.Status = ReportStatus.Pending;
        target.Round++;
        target.DueAt = db.Now + settings.RetryAfter[target.Failures++];
    }
}
