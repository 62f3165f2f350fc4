using Gdpr.Consent.Domain;
using Gdpr.Messages.Consent;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>The one way by which an event is written: no state without it. Runs in the caller's transaction.</summary>
internal static class EventWrites
{
    /// <summary>Writes what was said, and in the same transaction what follows from it.</summary>
    public static async Task RecordAsync(this ConsentDbContext db, ConsentEvent said, CancellationToken ct)
    {
        db.Events.Add(said);
        if (said.Decision.IsRefusal())
        {
            // One transaction: once a receipt is shown, nobody may still see the consent.
            await db.SuppressAsync(Refusal(said), said.SubjectId, ct);
            db.Publish(new ConsentWithdrawn(said.SubjectId, said.Purpose, said.Channel.Name()));
        }
        else if (said.Decision.IsConsent())
        {
            await db.TellConsentAsync(said, ct);
        }
    }

    private static async Task TellConsentAsync(this ConsentDbContext db, ConsentEvent said, CancellationToken ct)
    {
        if (said.IsOwnAndProven)
        {
            db.Publish(new ConsentGiven(said.Id, said.SubjectId, said.Purpose, said.Channel.Name(), said.At));
        }

        if (said.Method != Methods.Import && await db.HasRefusedAsync(said.SubjectId, ct))
        {
            // The person's own later act ends a refusal: after a restore the ledger must know both.
            db.Publish(new ChoiceRecorded(
                said.Id, said.SubjectId, ChoiceReplay.Given, said.Channel.Name(), said.Purpose, said.At, said.NoticeId, said.Method, said.ControllerId));
        }
    }

    /// <summary>The last event of a person about a purpose that speaks of this channel.</summary>
    public static async Task<ConsentEvent?> LastAsync(this ConsentDbContext db, ConsentEvent about, CancellationToken ct) =>
        (await db.Events.AsNoTracking()
            .Where(e => e.SubjectId == about.SubjectId && e.Purpose == about.Purpose && e.Decision != ConsentDecision.Requested)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .ToListAsync(ct))
        .FirstOrDefault(e => e.Channel.Covers(about.Channel));

    private static Suppression Refusal(ConsentEvent said) => new()
    {
        Id = said.Id,
        Scope = said.Channel,
        Purpose = said.Purpose,
        Reason = said.Decision == ConsentDecision.Withdrawn ? SuppressionReason.Withdrawn : SuppressionReason.Refused,
        At = said.At,
        RecordedAt = said.RecordedAt,
        ControllerId = said.ControllerId,
    };
}
