using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Mail;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Sagas;

// The policy's way with a plain erasure: every other address of the person is told first, and may stop it.
internal sealed partial class Road
{
    public const string NoticeMail = "erasure-notice";
    private const string NoticeRunning = "NOTICE_RUNNING";
    private static readonly string[] NeverPlain = ["sales.", "governance.", "breachNotification."];

    public bool MustGiveNotice => request.Right == RightRequested.Erasure && request.Addresses > 0;

    /// <summary>
    /// An erasure that harms nobody and that nobody need think about: no order, contract, invoice or dispute, nothing kept by
    /// law, no second match, no part of a person's data. Other open requests are asked for in <see cref="MustWaitAsync"/>.
    /// </summary>
    private bool IsPlainErasure => request is { Right: RightRequested.Erasure, Scope: null, Matches: <= 1 }
        && request.Targets.TrueForAll(t => t.Mentions == 0 && t.Located.All(d => IsOurProof(d) || (d.Outcome is Outcome.Erased && !Array.Exists(NeverPlain, room => d.DataClass.StartsWith(room, StringComparison.Ordinal)))));

    public void GiveNotice()
    {
        request.Code = NoticeRunning;
        request.NoticeGivenAt = db.Now;
        db.Send("subject-rights-give-notice", new GiveNotice(request.CorrelationId));
    }

    /// <summary>
    /// True once every notice has stood its time without an objection. One that could not leave ends the policy's part: a
    /// person decides.
    /// </summary>
    public async Task<bool> NoticeHasStoodAsync(CancellationToken ct)
    {
        if (request is not { Code: NoticeRunning, NoticeGivenAt: not null })
        {
            return false;
        }

        var id = request.CorrelationId;
        var mails = await db.Mails.Where(m => m.Reference == id && m.Kind == NoticeMail).Select(m => new { m.SentAt, m.LastError }).ToListAsync(ct);
        if (mails.Exists(m => m.SentAt is null && m.LastError is (MailErrors.GivenUp or MailErrors.Unknown)))
        {
            (request.NoticeGivenAt, request.Code) = (null, "NOTICE_FAILED");
            return false;
        }

        if (mails.Count == 0 || mails.Exists(m => m.SentAt is null))
        {
            return false;
        }

        // Another request of the person that came meanwhile makes the case less plain.
        request.NoticeGivenAt = mails.Max(m => m.SentAt);
        return request.NoticeGivenAt + settings.NoticeStands <= db.Now && !await HasOtherRequestAsync(ct);
    }

    /// <summary>Another request of the person is open: whether one stands in the other's way is for a person to see.</summary>
    public async Task<bool> HasOtherRequestAsync(CancellationToken ct)
    {
        var (id, subject, hash) = (request.CorrelationId, request.SubjectId, request.IdentifierHash);
        return request.Right == RightRequested.Erasure && await db.Requests.IgnoreAutoIncludes().AnyAsync(
            r => r.CorrelationId != id && RequestStates.Open.Contains(r.CurrentState) && (r.IdentifierHash == hash || (subject != null && r.SubjectId == subject)), ct);
    }

    /// <summary>What is found anew may be no plain case any more.</summary>
    private void CallOffNotice()
    {
        if (request.NoticeGivenAt is not null)
        {
            (request.NoticeGivenAt, request.Code) = (null, null);
        }
    }

    public void ApproveAfterNotice()
    {
        request.Code = null;
        ApprovePlain();
    }

    private IEnumerable<DateTimeOffset?> NoticeDues => request is { CurrentState: RequestStates.AwaitingReview, Code: NoticeRunning, NoticeGivenAt: { } given }
        ? [given + settings.NoticeStands > db.Now ? given + settings.NoticeStands : db.Now + LookAgain]
        : [];
}
