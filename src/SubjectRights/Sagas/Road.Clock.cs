using Gdpr.Kernel.Deadlines;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Sagas;

// The legal clock of Art. 12(3): always computed by Kernel from the facts in the row.
internal sealed partial class Road
{
    public void Pause(ClockPaused paused)
    {
        request.PausedFrom = paused.AskedAt;
        request.PausedUntil = null;
        request.PauseReason = paused.Reason;
        SetClock();
    }

    public void Resume(ClockResumed resumed)
    {
        request.PausedUntil = resumed.ReceivedAt;
        SetClock();
    }

    public void Extend(DeadlineExtended extended)
    {
        request.ExtendedBecause = extended.Because;
        request.ExtensionMailId = extended.NoticeMailId;
    }

    /// <summary>An extension counts from the moment its notice has left, if that is inside the first month.</summary>
    public async Task SettleExtensionAsync(CancellationToken ct)
    {
        if (request.ExtensionMailId is not { } id || request.ExtendedDueAt is not null)
        {
            return;
        }

        var mail = await db.Mails.FindAsync([id], ct);
        if (mail?.SentAt is { } sent && (request.DueAt is null || sent <= request.DueAt))
        {
            request.ExtendedDueAt = ClockOf(request, extended: true).DueAt;
            db.Remember(request.CorrelationId, "system", "DEADLINE_EXTENDED");
        }
    }

    public static DeadlineAnswer ClockOf(SubjectRequest request, bool extended) => StatutoryDeadline.Evaluate(new DeadlineQuestion
    {
        Kind = DeadlineKind.Dsr,
        ReceivedAt = request.ReceivedAt,
        Country = request.Country,
        Extended = extended,
        PausedFrom = request.PausedFrom,
        PausedUntil = request.PausedUntil,
        PauseReason = request.PauseReason,
    });

    private void SetClock()
    {
        request.DueAt = ClockOf(request, extended: false).DueAt;
        if (request.ExtendedDueAt is not null)
        {
            request.ExtendedDueAt = ClockOf(request, extended: true).DueAt;
        }
    }
}
