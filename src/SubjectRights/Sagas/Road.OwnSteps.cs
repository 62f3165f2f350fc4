using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Sagas;

// What the room itself does for a request: opening the case file, writing the ledger, packing, answering.
internal sealed partial class Road
{
    /// <summary>The command whose answer the request waits for, as it was sent the first time: asked twice it has one effect.</summary>
    private (string Endpoint, object Command)? OwnStep => request switch
    {
        { CurrentState: RequestStates.AwaitingIdentity, IdentityMethod: not null, Code: not WaitsForChoice } =>
            ("subject-rights-open-case-file", new OpenCaseFile(request.CorrelationId, request.SubjectId)),
        { CurrentState: RequestStates.Executing, Right: Kernel.RightRequested.Erasure, LedgerSequence: null } =>
            ("erasure-ledger-record-erasure", new RecordErasure(request.CorrelationId, People)),
        { CurrentState: RequestStates.Verifying, AwaitsPackage: true } =>
            ("subject-rights-assemble-package", new AssemblePackage(request.CorrelationId, request.PackageRound)),
        { CurrentState: RequestStates.Verifying, AllSettled: true, Code: not TaskCodes.DelayReasonMissing } =>
            ("subject-rights-prepare-answer", new PrepareAnswer(request.CorrelationId, request.AnswerNumber)),
        _ => null,
    };

    /// <summary>
    /// No request stands still because a message of the room's own was set aside or its consumer died: what was not
    /// answered in time is asked again.
    /// </summary>
    public void AskAgain()
    {
        AskOverdue();

        // A wake-up that comes early, or twice, asks for nothing twice.
        if ((request.NextDueAt is null || request.NextDueAt <= db.Now) && !request.Targets.Exists(t => !t.Settled) && OwnStep is { } step)
        {
            db.Send(step.Endpoint, step.Command);
        }
    }
}
