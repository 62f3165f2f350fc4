using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Deadlines;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>Who has to be told, and by when (Art. 14). All of it runs in the caller's unit of work.</summary>
internal static class InformationDuties
{
    /// <summary>Those never told: no notice has left, and no exception was found.</summary>
    public static IQueryable<InformationDuty> Owed(this ConsentDbContext db) => db.Duties
        .Where(d => d.InformedAt == null && d.ExemptAt == null)
        .Where(d => d.NoticeId == null || !db.Mails.Any(m => m.Reference == d.NoticeId && m.SentAt != null))
        .Where(d => !db.Facts.Any(f => f.SubjectId == d.SubjectId && f.Informed == true));

    /// <summary>Remembers that these people's data came from elsewhere. Told again changes nothing; data obtained later have to be told anew.</summary>
    public static async Task OweAsync(this ConsentDbContext db, IReadOnlyCollection<(SubjectId Subject, DataSource From)> sources, Controller controller, CancellationToken ct)
    {
        var indirect = sources.Where(s => s.From.IsIndirect).ToList();
        var ids = indirect.ConvertAll(s => s.Subject);
        var known = ids.Count == 0 ? [] : await db.Duties.Where(d => EF.Parameter(ids).Contains(d.SubjectId)).ToDictionaryAsync(d => d.SubjectId, ct);
        foreach (var (subject, from) in indirect)
        {
            if (!known.TryGetValue(subject, out var duty))
            {
                var at = from.ObtainedAt ?? db.Now;
                duty = known[subject] = new InformationDuty { SubjectId = subject, Id = db.NewId(), Origin = from.Origin, ObtainedAt = at, DueAt = at };
                db.Duties.Add(duty);
                duty.Take(from, at, controller);
            }
            else if (from.ObtainedAt is { } obtained && (duty.IsOpen ? obtained < duty.ObtainedAt : obtained > duty.ObtainedAt))
            {
                duty.Take(from, obtained, controller);
            }
        }
    }

    /// <summary>Counts the month again, and what has come before its end.</summary>
    public static void Count(this InformationDuty duty, Controller controller) => duty.DueAt = StatutoryDeadline.Evaluate(new DeadlineQuestion
    {
        Kind = DeadlineKind.Art14Notice, ReceivedAt = duty.ObtainedAt, Country = controller.Region ?? controller.Country,
        FirstContactAt = duty.FirstContactAt, FirstDisclosureAt = duty.FirstDisclosureAt,
    }).DueAt!.Value;

    /// <summary>A mail that has left has told its person; decisions rest on it from here on. Answers how many.</summary>
    public static async Task<int> SettleNoticesAsync(this ConsentDbContext db, CancellationToken ct)
    {
        var left = await db.Duties
            .Where(d => d.InformedAt == null && d.NoticeId != null)
            .Join(db.Mails.Where(m => m.SentAt != null), d => d.NoticeId, m => m.Reference, (d, m) => new { Duty = d, m.SentAt })
            .OrderBy(l => l.Duty.Id)
            .Take(500)
            .ToListAsync(ct);
        var ids = left.ConvertAll(l => l.Duty.SubjectId);
        var people = await db.KnownSubjects.Where(k => ids.Contains(k.SubjectId)).ToDictionaryAsync(k => k.SubjectId, ct);
        foreach (var told in left)
        {
            told.Duty.InformedAt = told.SentAt;
            if (people.TryGetValue(told.Duty.SubjectId, out var person))
            {
                person.InformedAt = told.SentAt;
            }
        }

        await db.SaveChangesAsync(ct);
        return left.Count;
    }

    /// <summary>A merged person has one duty: what is owed under either id is owed, unless the same data were told of under the other.</summary>
    public static async Task MergeDutiesAsync(this ConsentDbContext db, SubjectId survivor, SubjectId absorbed, CancellationToken ct)
    {
        var duties = await db.Duties.Where(d => d.SubjectId == survivor || d.SubjectId == absorbed).ToListAsync(ct);
        if (duties.Find(d => d.SubjectId == absorbed) is not { } second)
        {
            return;
        }

        var first = duties.Find(d => d.SubjectId == survivor);
        if (first is null)
        {
            first = new InformationDuty { SubjectId = survivor, Id = db.NewId(), Origin = second.Origin, ObtainedAt = second.ObtainedAt, DueAt = second.DueAt };
            db.Duties.Add(first);
            first.Take(second);
        }
        else if (first.IsOpen == second.IsOpen ? second.IsOpen && second.DueAt < first.DueAt : second.IsOpen || second.ObtainedAt >= first.ObtainedAt)
        {
            first.Take(second);
        }

        if (first.InformedAt is { } told && await db.KnownSubjects.SingleOrDefaultAsync(k => k.SubjectId == survivor, ct) is { } person)
        {
            person.InformedAt = told;
        }

        db.Duties.Remove(second);
    }

    private static void Take(this InformationDuty duty, DataSource from, DateTimeOffset at, Controller controller)
    {
        (duty.Origin, duty.ObtainedAt, duty.Supplier, duty.PartnersNamed) = (from.Origin, at, from.Supplier, from.PartnersNamed);
        (duty.NoticeId, duty.InformedAt, duty.FirstContactAt, duty.FirstDisclosureAt) = (null, null, null, null);
        (duty.ExemptAt, duty.ExemptGround, duty.ExemptReason, duty.ExemptBy) = (null, null, null, null);
        duty.Count(controller);
    }

    private static void Take(this InformationDuty duty, InformationDuty other)
    {
        (duty.Origin, duty.ObtainedAt, duty.Supplier, duty.PartnersNamed) = (other.Origin, other.ObtainedAt, other.Supplier, other.PartnersNamed);
        (duty.FirstContactAt, duty.FirstDisclosureAt, duty.DueAt, duty.NoticeId, duty.InformedAt) = (other.FirstContactAt, other.FirstDisclosureAt, other.DueAt, other.NoticeId, other.InformedAt);
        (duty.ExemptAt, duty.ExemptGround, duty.ExemptReason, duty.ExemptBy) = (other.ExemptAt, other.ExemptGround, other.ExemptReason, other.ExemptBy);
    }
}
