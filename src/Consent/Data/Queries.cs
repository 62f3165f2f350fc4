using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

internal static class Queries
{
    public static async Task<Purpose> PurposeAsync(this ConsentDbContext db, string code, CancellationToken ct) =>
        await db.Purposes.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, ct)
        ?? throw new RuleViolation(ConsentErrors.PurposeUnknown);

    public static async Task DemandNoticeAsync(this ConsentDbContext db, Guid notice, Purpose purpose, CancellationToken ct)
    {
        var shownFor = await db.Notices.Where(n => n.Id == notice).Select(n => n.Purpose).SingleOrDefaultAsync(ct)
            ?? throw new RuleViolation(ConsentErrors.NoticeUnknown);
        if (shownFor != purpose.Code)
        {
            throw new RuleViolation(ConsentErrors.NoticeOfOtherPurpose);
        }
    }

    /// <summary>The facts of up to 500 people for one purpose.</summary>
    public static async Task<IReadOnlyDictionary<SubjectId, ContactFacts>> FactsAsync(
        this ConsentDbContext db, SubjectId[] subjects, Purpose purpose, DecisionQuestion asked, CancellationToken ct)
    {
        var found = await db.FoundAsync(subjects, ct);
        return found.ToDictionary(f => f.Key, f => f.Value.FactsOf(purpose, asked));
    }

    /// <summary>
    /// What is recorded of up to 500 people, in set-based statements whose number does not grow, for any purpose. Refusals
    /// are read last: one that arrives meanwhile can only make the answer stricter. A consent to all channels is one to those
    /// that the purpose names. The people are one parameter: a list in the text would be translated anew for every question.
    /// </summary>
    public static async Task<IReadOnlyDictionary<SubjectId, FoundPerson>> FoundAsync(this ConsentDbContext db, SubjectId[] subjects, CancellationToken ct)
    {
        var known = await db.KnownSubjects.AsNoTracking().Where(k => EF.Parameter(subjects).Contains(k.SubjectId)).ToDictionaryAsync(k => k.SubjectId, ct);
        var stated = await db.Facts.AsNoTracking().Where(f => EF.Parameter(subjects).Contains(f.SubjectId)).ToDictionaryAsync(f => f.SubjectId, ct);
        var restricted = (await db.Restrictions.Where(r => EF.Parameter(subjects).Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct)).ToHashSet();
        var said = (await db.Said(subjects).ToListAsync(ct)).ToLookup(e => e.SubjectId);
        var dead = await db.DeadAsync([.. subjects.Where(s => !known.ContainsKey(s) && (said.Contains(s) || stated.ContainsKey(s)))], ct);
        var refusals = (await db.Refusals(subjects).ToListAsync(ct)).ToLookup(r => r.SubjectId, r => r.Fact);
        return subjects.Distinct().ToDictionary(s => s, s => dead.Contains(s) ? FoundPerson.Nobody : new FoundPerson(
            known.GetValueOrDefault(s), stated.GetValueOrDefault(s), [.. said[s]], [.. refusals[s].Distinct()], restricted.Contains(s)));
    }

    /// <summary>In chunks of 500. The ids are read at once: whoever goes or comes meanwhile moves nobody out of a chunk, or into two.</summary>
    public static async Task<IEnumerable<SubjectId[]>> EverybodyAsync(this ConsentDbContext db, CancellationToken ct) =>
        (await db.KnownSubjects.AsNoTracking().Select(k => k.SubjectId).ToListAsync(ct)).Chunk(Asking.Chunk);

    // What a reviewer keeps of somebody erased proves the past and allows nothing.
    private static async Task<HashSet<SubjectId>> DeadAsync(this ConsentDbContext db, SubjectId[] strangers, CancellationToken ct) =>
        strangers.Length == 0 ? [] : [.. await db.Tombstones.Where(t => EF.Parameter(strangers).Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(ct)];

    private static IQueryable<SaidEvent> Said(this ConsentDbContext db, SubjectId[] subjects) =>
        db.Events.AsNoTracking().Where(e => EF.Parameter(subjects).Contains(e.SubjectId)).Select(e => new SaidEvent(
            e.SubjectId,
            e.Purpose,
            e.Decision,
            new ConsentFact(e.Id, e.Channel, e.At, e.NoticeId != null, e.Method != Methods.Import)
            {
                OutOfHours = e.OutOfHours, Prechecked = e.Prechecked, Partner = e.Partner, RecipientsNamed = e.RecipientsNamed,
            }));

    /// <summary>Whether any refusal stands against the person, by link or by hash.</summary>
    public static Task<bool> HasRefusedAsync(this ConsentDbContext db, SubjectId subject, CancellationToken ct) => db.Refusals([subject]).AnyAsync(ct);

    // By link, and by every hash of the person: a refusal of an address binds whoever has it.
    private static IQueryable<FoundRefusal> Refusals(this ConsentDbContext db, SubjectId[] subjects)
    {
        var linked =
            from link in db.SuppressionSubjects
            where EF.Parameter(subjects).Contains(link.SubjectId)
            join s in db.Suppressions on link.SuppressionId equals s.Id
            select new { link.SubjectId, s.Id, s.Scope, s.Purpose, s.Reason, s.At };
        var hashed =
            from hash in db.SubjectHashes
            where EF.Parameter(subjects).Contains(hash.SubjectId)
            join found in db.SuppressionHashes on hash.Hash equals found.Hash
            join s in db.Suppressions on found.SuppressionId equals s.Id
            select new { hash.SubjectId, s.Id, s.Scope, s.Purpose, s.Reason, s.At };
        return linked.Union(hashed).Select(r => new FoundRefusal(r.SubjectId, new RefusalFact(r.Id, r.Scope, r.Purpose, r.Reason, r.At)));
    }

    private sealed record FoundRefusal(SubjectId SubjectId, RefusalFact Fact);
}
