using Gdpr.Platform.Mail;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.Reading;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>
/// The end of a case's key: thirty days after the answer left, so that one that bounces can still be sent again. With the
/// key goes whatever names the person.
/// </summary>
internal static class CaseKeys
{
    public static readonly TimeSpan AnswerStands = TimeSpan.FromDays(30);

    private const int Batch = 100;

    /// <summary>Counted from the latest of what the person was told; while a mail waits to leave there is no end.</summary>
    public static async Task SetEndsAsync(SubjectRightsDbContext db, CancellationToken ct)
    {
        var answers = db.Mails.Where(m => m.Kind == AnswerMail.Kind);
        var bounces = db.Tasks.Where(t => t.Code == TaskCodes.AnswerBounced);
        var told = await Closed(db)
            .Where(c => !bounces.Any(t => t.RequestId == c.File.RequestId && t.DoneAt == null))
            .Where(c => !answers.Any(m => m.Reference == c.File.RequestId && m.SentAt == null && m.LastError != MailErrors.GivenUp && m.LastError != MailErrors.Unknown))
            .OrderBy(c => c.File.RequestId).Take(Batch)
            .Select(c => new
            {
                c.File,
                c.Request.AnsweredAt,
                c.Request.DelayExplainedAt,
                c.Request.LiftedAt,
                Left = answers.Where(m => m.Reference == c.File.RequestId).OrderByDescending(m => m.SentAt).Select(m => m.SentAt).FirstOrDefault(),
                Settled = bounces.Where(t => t.RequestId == c.File.RequestId).Select(t => t.DoneAt).FirstOrDefault(),
            })
            .ToListAsync(ct);
        foreach (var c in told)
        {
            c.File.KeyEndsAt = new[] { c.AnsweredAt, c.DelayExplainedAt, c.LiftedAt, c.Left, c.Settled }.Max() + AnswerStands;
        }
    }

    /// <summary>An erasure keeps its key until everybody has been asked a second time.</summary>
    public static async Task DestroyAsync(SubjectRightsDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        var over = await db.CaseFiles
            .Where(c => c.KeyEndsAt <= now && c.WrappedKey != null && !db.Requests.Any(r => r.CorrelationId == c.RequestId && r.SecondCheckAt != null))
            .Where(c => !db.Tasks.Any(t => t.RequestId == c.RequestId && t.Code == TaskCodes.AnswerBounced && t.DoneAt == null))
            .OrderBy(c => c.KeyEndsAt).Take(Batch).ToListAsync(ct);
        foreach (var file in over)
        {
            (file.WrappedKey, file.Box) = (null, null);
            db.Files.RemoveRange(await db.Files.Where(f => f.RequestId == file.RequestId && f.Kind != FileKinds.Certificate).ToListAsync(ct));
            foreach (var said in await db.History.Where(h => h.RequestId == file.RequestId && h.Reason != null).ToListAsync(ct))
            {
                said.Reason = null;
            }

            db.Messages.RemoveRange(await db.Messages.Where(m => m.RequestId == file.RequestId).ToListAsync(ct));
            db.Remember(file.RequestId, "system", "CASE_KEY_DESTROYED");
        }
    }

    private static IQueryable<Case> Closed(SubjectRightsDbContext db)
    {
        var standing = db.StandingRestrictions();
        return db.CaseFiles.Where(c => c.KeyEndsAt == null && c.WrappedKey != null)
            .Join(db.Requests.IgnoreAutoIncludes(), c => c.RequestId, r => r.CorrelationId, (file, request) => new Case { File = file, Request = request })
            .Where(c => RequestStates.Final.Contains(c.Request.CurrentState) && !standing.Any(s => s.CorrelationId == c.Request.CorrelationId));
    }

    private sealed class Case
    {
        public required CaseFileRecord File { get; init; }

        public required SubjectRequest Request { get; init; }
    }
}
