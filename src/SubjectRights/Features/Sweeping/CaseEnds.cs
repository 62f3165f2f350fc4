using Gdpr.Kernel.Retention;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>
/// How a case ends: an answer that could not leave becomes a task; after its time the key goes and with it whatever names
/// the person; after the period of the rights file the rest goes too (Art. 5(1)(e)).
/// </summary>
internal static class CaseEnds
{
    private const int Batch = 100;
    private const string RightsFile = "RIGHTS_FILE";

    public static async Task SweepAsync(SubjectRightsDbContext db, CancellationToken ct)
    {
        await CaseKeys.SetEndsAsync(db, ct);
        await BouncedAsync(db, ct);
        await CaseKeys.DestroyAsync(db, ct);
    }

    // Refused by the server twelve times, or cut off while it left: nobody can say that the person has it.
    private static async Task BouncedAsync(SubjectRightsDbContext db, CancellationToken ct)
    {
        var failed = await db.Mails.AsNoTracking()
            .Where(m => m.Kind == AnswerMail.Kind && m.SentAt == null && (m.LastError == MailErrors.GivenUp || m.LastError == MailErrors.Unknown))
            .Where(m => !db.History.Any(h => h.RequestId == m.Reference && h.Code == TaskCodes.AnswerBounced && h.At >= m.CreatedAt))
            .OrderBy(m => m.CreatedAt).Take(Batch)
            .Select(m => new { Id = m.Reference!.Value, m.LastError })
            .ToListAsync(ct);
        foreach (var mail in failed)
        {
            if (await db.CaseFiles.FindAsync([mail.Id], ct) is { WrappedKey: not null } file)
            {
                await Bounces.ReopenAsync(db, file, "system", mail.LastError, ct);
            }
            else
            {
                db.Remember(mail.Id, "system", TaskCodes.AnswerBounced);
            }
        }
    }

    /// <summary>
    /// What is left of a case (hashes, dates, reference, certificate) goes when the period of the rights file is over; a
    /// restriction's is counted from its end.
    /// </summary>
    public static async Task ForgetAsync(SubjectRightsDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var today = settings.Controller.DayOf(db.Now);
        var early = db.Now.AddDays(2).AddYears(-RetentionPeriods.Of(RightsFile).Years);
        var standing = db.StandingRestrictions();
        var old = await db.Requests
            .Where(r => RequestStates.Final.Contains(r.CurrentState) && (r.LiftedAt ?? r.AnsweredAt) <= early && r.SecondCheckAt == null)
            .Where(r => !standing.Any(s => s.CorrelationId == r.CorrelationId))
            .Where(r => !db.CaseFiles.Any(c => c.RequestId == r.CorrelationId && c.WrappedKey != null))
            .OrderBy(r => r.AnsweredAt).Take(Batch).ToListAsync(ct);
        var over = old.Where(r => EndOf((r.LiftedAt ?? r.AnsweredAt)!.Value, settings) < today).ToList();
        if (over.Count == 0)
        {
            return;
        }

        var ids = over.ConvertAll(r => r.CorrelationId);
        await db.InTransactionAsync(
            async token =>
            {
                await db.Files.Where(f => ids.Contains(f.RequestId)).ExecuteDeleteAsync(token);
                await db.CaseFiles.Where(c => ids.Contains(c.RequestId)).ExecuteDeleteAsync(token);
                await db.Codes.Where(c => ids.Contains(c.RequestId)).ExecuteDeleteAsync(token);
                await db.History.Where(h => ids.Contains(h.RequestId)).ExecuteDeleteAsync(token);
                await db.Warnings.Where(w => ids.Contains(w.RequestId)).ExecuteDeleteAsync(token);
                await db.Tasks.Where(t => ids.Contains(t.RequestId)).ExecuteDeleteAsync(token);
                await db.Notices.Where(n => ids.Contains(n.RequestId)).ExecuteDeleteAsync(token);
                db.Requests.RemoveRange(over);
                ids.ForEach(id => db.Audit("system", "case.forgotten", reference: id));
                await db.SaveChangesAsync(token);
            },
            ct);
    }

    /// <summary>The last day on which a closed case may be kept.</summary>
    public static DateOnly EndOf(DateTimeOffset closed, GdprSettings settings) => RetentionPeriods.Of(RightsFile).EndOf(settings.Controller.DayOf(closed));
}
