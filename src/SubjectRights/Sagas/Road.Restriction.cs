using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Sagas;

// Restriction (Art. 18): at once while a claim is looked into, and its end, of which the person is told first.
internal sealed partial class Road
{
    private const string LedgerQueue = "erasure-ledger-record-restriction";

    private SubjectId[] People => request.SubjectId is { } subject ? [subject] : [];

    public void Lift(RestrictionLifting lifting) => request.LiftMailId = lifting.NoticeMailId;

    /// <summary>A restriction ends once the person has been told, not before (Art. 18(3)).</summary>
    public async Task SettleLiftAsync(CancellationToken ct)
    {
        if (request.LiftMailId is not { } id || request.LiftedAt is not null)
        {
            return;
        }

        var mail = await db.Mails.FindAsync([id], ct);
        if (mail?.SentAt is not null)
        {
            request.LiftedAt = db.Now;
            db.Publish(new RestrictionLifted(request.CorrelationId));
            db.Send(LedgerQueue, new RecordRestriction(request.CorrelationId, People, Lifted: true));
            db.Remember(request.CorrelationId, "system", "RESTRICTION_LIFTED");
        }
    }

    // Until it is known whose grounds weigh more, or what is right, the data is only stored (Art. 18(1)(a), (d)).
    private void RestrictMeanwhile(SubjectId[] people)
    {
        RestrictionGround? ground = request.Right == RightRequested.Rectification ? RestrictionGround.Accuracy
            : request.ObjectsTo == ObjectionScope.Purpose ? RestrictionGround.Objection
            : null;
        if (ground is { } meanwhile && people.Length > 0)
        {
            db.Publish(new SubjectsRestricted(request.CorrelationId, people, meanwhile));
        }
    }
}
