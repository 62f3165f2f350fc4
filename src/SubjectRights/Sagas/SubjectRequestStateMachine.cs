using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;
using MassTransit;

namespace Gdpr.SubjectRights.Sagas;

/// <summary>The main road of a request from receipt to verified answer (docs/sagas/subject-request.md).</summary>
internal sealed class SubjectRequestStateMachine : MassTransitStateMachine<SubjectRequest>
{
    public SubjectRequestStateMachine()
    {
        InstanceState(r => r.CurrentState);
        CorrelateEvents();
        OnUnhandledEvent(context => context.Ignore());
        Identify();
        Locate();
        Review();
        Execute();
        Verify();
        DuringAnyTime();
    }

    public State Received { get; private set; } = null!;

    public State AwaitingIdentity { get; private set; } = null!;

    public State Locating { get; private set; } = null!;

    public State AwaitingReview { get; private set; } = null!;

    public State Executing { get; private set; } = null!;

    public State Verifying { get; private set; } = null!;

    public State Completed { get; private set; } = null!;

    public State PartiallyCompleted { get; private set; } = null!;

    public State Refused { get; private set; } = null!;

    public State Cancelled { get; private set; } = null!;

    public Event<RequestReceived> Arrived { get; private set; } = null!;

    public Event<IdentityConfirmed> Identified { get; private set; } = null!;

    public Event<IdentityRejected> NotIdentified { get; private set; } = null!;

    public Event<CaseFileOpened> FileOpened { get; private set; } = null!;

    public Event<ParticipantReported> Reported { get; private set; } = null!;

    public Event<RequestApproved> Approved { get; private set; } = null!;

    public Event<RequestRefused> Refusal { get; private set; } = null!;

    public Event<RequestCancelled> Cancellation { get; private set; } = null!;

    public Event<DeadlineExtended> Extension { get; private set; } = null!;

    public Event<ClockPaused> Paused { get; private set; } = null!;

    public Event<ClockResumed> Resumed { get; private set; } = null!;

    public Event<RestrictionLifting> Lifting { get; private set; } = null!;

    public Event<TargetsRetried> Retried { get; private set; } = null!;

    public Event<RequestDue> Due { get; private set; } = null!;

    public Event<ErasureRecorded> LedgerWritten { get; private set; } = null!;

    public Event<PackageAssembled> Packed { get; private set; } = null!;

    public Event<AnswerPrepared> Answered { get; private set; } = null!;

    public Event<DelayExplained> Explained { get; private set; } = null!;

    public Event<SecondCheckPrepared> SecondCheckReady { get; private set; } = null!;

    private void CorrelateEvents()
    {
        Event(() => Arrived, Correlated);
        Event(() => Identified, Correlated);
        Event(() => NotIdentified, Correlated);
        Event(() => FileOpened, Correlated);
        Event(() => Reported, Correlated);
        Event(() => Approved, Correlated);
        Event(() => Refusal, Correlated);
        Event(() => Cancellation, Correlated);
        Event(() => Extension, Correlated);
        Event(() => Paused, Correlated);
        Event(() => Resumed, Correlated);
        Event(() => Lifting, Correlated);
        Event(() => Retried, Correlated);
        Event(() => Due, Correlated);
        Event(() => LedgerWritten, Correlated);
        Event(() => Packed, Correlated);
        Event(() => Answered, Correlated);
        Event(() => Explained, Correlated);
        Event(() => SecondCheckReady, Correlated);
    }

    // An answer about a request that does not exist (any more) changes nothing.
    private static void Correlated<T>(IEventCorrelationConfigurator<SubjectRequest, T> e)
        where T : class, Messages.IAboutRequest
    {
        e.CorrelateById(c => c.Message.RequestId);
        e.OnMissingInstance(m => m.Discard());
    }

    private void Identify()
    {
        During(
            Received,
            When(Arrived).TransitionTo(AwaitingIdentity).Walk(road => road.Hold()),
            When(Due).TransitionTo(AwaitingIdentity).Walk(road => road.Hold()),
            When(Identified).TransitionTo(AwaitingIdentity).Walk((road, c) => road.ArrivedIdentified(c.Message)),
            When(NotIdentified).TransitionTo(Verifying).Walk(road => road.Refuse(RefusalGrounds.IdentityNotConfirmed)));
        During(
            AwaitingIdentity,
            When(Identified).Walk((road, c) => road.Identified(c.Message)),
            When(NotIdentified).TransitionTo(Verifying).Walk(road => road.Refuse(RefusalGrounds.IdentityNotConfirmed)),
            When(FileOpened).IfElse(
                c => c.Message.Matches > 1 && c.Message.SubjectId is null,
                several => several.Walk((road, c) => road.WaitForChoice(c.Message)),
                one => one.TransitionTo(Locating).Walk((road, c) => road.StartLocating(c.Message))),
            When(Due).IfElse(
                c => c.Saga.IdentityUntil <= c.Now(),
                late => late.TransitionTo(Verifying).Walk(road => road.ExpireUnidentified()),
                early => early.Walk(road => road.AskAgain())));
    }

    private void Locate() => During(
        Locating,
        When(Reported).Walk((road, c) => road.Take(c.Message)).After(Located),
        When(Due).Walk(road => road.AskOverdue()),
        When(Retried).Walk(road => road.Retry()));

    private EventActivityBinder<SubjectRequest, ParticipantReported> Located(EventActivityBinder<SubjectRequest, ParticipantReported> binder) =>
        binder.If(c => c.Saga.Took && c.Saga.AllSettled, all => all.IfElse(
            c => c.Road().MustLocateAgain,
            again => again.Walk(road => road.LocateAgain()),
            done => done.IfElse(
                c => c.Saga.SubjectId is null && c.Saga.NothingFound,
                nobody => nobody.TransitionTo(Verifying).Walk(road => road.AnswerNothingFound()),
                somebody => somebody.IfElseAsync(
                    async c => c.Road().MayApproveItself && !await c.Road().MustWaitAsync(c.CancellationToken) && !await c.Road().HasOtherRequestAsync(c.CancellationToken),
                    Plain,
                    review => review.TransitionTo(AwaitingReview).Walk(_ => { })))));

    // Nobody need think about it; but an erasure waits until every other address of the person has been told.
    private EventActivityBinder<SubjectRequest, ParticipantReported> Plain(EventActivityBinder<SubjectRequest, ParticipantReported> plain) => plain.IfElse(
        c => c.Road().MustGiveNotice,
        told => told.TransitionTo(AwaitingReview).Walk(road => road.GiveNotice()),
        atOnce => atOnce.TransitionTo(Executing).Walk(road => road.ApprovePlain()).After(Acted));

    private void Review() => During(
        AwaitingReview,
        When(Approved).Walk((road, c) => road.Approve(c.Message)).IfElseAsync(c => c.Road().MustWaitAsync(c.CancellationToken), Waiting, Beginning),
        When(Retried).If(c => c.Saga.HasFailed, failed => failed.Walk(road => road.Retry()).TransitionTo(Locating)),
        When(Due).IfElseAsync(
            c => c.Road().NoticeHasStoodAsync(c.CancellationToken),
            stood => stood.TransitionTo(Executing).Walk(road => road.ApproveAfterNotice()).After(Acted),
            other => other.IfElseAsync(
                async c => c.Saga.ApprovedBy is null || await c.Road().MustWaitAsync(c.CancellationToken), later => later.Walk(_ => { }), Beginning)));

    // Approved, but a copy of the same person's data is not packed yet: access and portability come before erasure acts.
    private static EventActivityBinder<SubjectRequest, T> Waiting<T>(EventActivityBinder<SubjectRequest, T> binder)
        where T : class => binder.Walk(road => road.WaitForCopy());

    private EventActivityBinder<SubjectRequest, T> Beginning<T>(EventActivityBinder<SubjectRequest, T> binder)
        where T : class => binder.TransitionTo(Executing).Walk(road => road.BeginExecuting()).After(Acted);

    private void Execute() => During(
        Executing,
        When(LedgerWritten).Walk((road, c) => road.LedgerWritten(c.Message)).After(Acted),
        When(Reported).Walk((road, c) => road.Take(c.Message)).If(c => c.Saga.Took, took => took.After(Acted)),
        When(Due).Walk(road => road.AskAgain()));

    // Every target has acted or given up: an erasure is checked, a package is packed.
    private EventActivityBinder<SubjectRequest, T> Acted<T>(EventActivityBinder<SubjectRequest, T> binder)
        where T : class => binder.If(c => c.Saga.AllActed, all => all.TransitionTo(Verifying).Walk(road => road.Check()));

    private void Verify()
    {
        During(
            Verifying,
            When(Reported).Walk((road, c) => road.Take(c.Message)).If(
                c => c.Saga.Took && c.Saga.AllSettled, all => all.Walk(road => road.Settled())),
            When(Packed).If(c => c.Saga.AwaitsPackage && c.Message.Round == c.Saga.PackageRound, p => p.IfElse(
                c => c.Message.Code == PackageCodes.ThirdPartiesUndecided,
                undecided => undecided.TransitionTo(AwaitingReview).Walk((road, c) => road.ReviewAgain(c.Message)),
                packed => packed.Walk((road, c) => road.PackageTaken(c.Message)))),
            When(Due).Walk(road => road.AskAgain()),
            When(Answered).If(c => c.Saga.AwaitsAnswer && c.Message.Number == c.Saga.AnswerNumber, answered => answered.Walk(road => road.NoteAnswered()).After(End)),
            When(Explained).IfElse(
                c => c.Saga.Code == TaskCodes.DelayReasonMissing,
                owed => owed.Walk(road => road.Explain()).After(End),
                early => early.Walk(road => road.Explain())));
        During([Completed, PartiallyCompleted], When(Lifting).Walk((road, c) => road.Lift(c.Message)));
        During(PartiallyCompleted, When(Retried).TransitionTo(Verifying).Walk(road => road.RetryVerifying()), When(Due).Walk(_ => { }));
        During(
            Completed,
            When(Due).IfElse(c => c.Road().IsSecondCheckDue, again => again.Walk(road => road.PrepareSecondCheck()), early => early.Walk(road => road.AskOverdue())),
            When(SecondCheckReady).If(
                c => c.Road().IsSecondCheckDue, ready => ready.Walk((road, c) => road.CheckAgain(c.Message)).After(CheckedAgain)),
            When(Reported).If(c => c.Saga.Checking, r => r.Walk((road, c) => road.Take(c.Message)).After(CheckedAgain)));
    }

    // What has come back opens the request again at once; the other targets go on answering there.
    private EventActivityBinder<SubjectRequest, T> CheckedAgain<T>(EventActivityBinder<SubjectRequest, T> binder)
        where T : class => binder.IfElse(
            c => c.Road().HasComeBack,
            back => back.TransitionTo(Verifying).Walk(road => road.Reopen()),
            not => not.If(c => c.Road().SecondCheckIsOver, over => over.Walk(road => road.EndSecondCheck())));

    private EventActivityBinder<SubjectRequest, T> End<T>(EventActivityBinder<SubjectRequest, T> answered)
        where T : class => answered.IfElse(
            c => c.Saga is { Refusing: false, AllVerified: false },
            some => some.TransitionTo(PartiallyCompleted).Walk(_ => { }),
            ended => ended.IfElse(
                c => c.Road().OwesReason,
                late => late.Walk(road => road.WaitForReason()),
                closed => closed.IfElse(
                    c => c.Saga.Refusing,
                    refused => refused.TransitionTo(Refused).Walk(road => road.Close()),
                    all => all.TransitionTo(Completed).Walk(road => road.Close()))));

    private void DuringAnyTime()
    {
        During(
            [AwaitingIdentity, Locating, AwaitingReview],
            When(Refusal).TransitionTo(Verifying).Walk((road, c) => road.Refuse(c.Message.Ground)),
            When(Cancellation).TransitionTo(Cancelled).Walk(road => road.Cancel()));
        During(
            [Received, AwaitingIdentity, Locating, AwaitingReview, Executing, Verifying],
            When(Paused).Walk((road, c) => road.Pause(c.Message)),
            When(Resumed).Walk((road, c) => road.Resume(c.Message)),
            When(Extension).Walk((road, c) => road.Extend(c.Message)));
        During([AwaitingIdentity, Locating, AwaitingReview, Executing, PartiallyCompleted], When(Explained).Walk(road => road.Explain()));
    }
}
