using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

internal static class Queries
{
    public static async Task<Purpose> PurposeAsync(this ConsentDbContext db, string code, CancellationToken ct) =>
        await db.Purposes.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, ct)
        ?? throw new RuleViolation(ConsentErrors.PurposeUnknown);

    /// <summary>
    /// The facts of up to 500 people for one purpose, in set-based statements whose number does not grow. Refusals are
    /// read last: one that arrives meanwhile can only make the answer stricter. A consent to all channels is one to those
    /// that the purpose names.
    /// </summary>
    public static async Task<IReadOnlyDictionary<SubjectId, ContactFacts>> FactsAsync(
        this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, Purpose purpose, Channel channel, CancellationToken ct)
    {
        var covered = purpose.Uses(channel.Name());
        var known = (await db.Known(subjects).ToListAsync(ct)).ToHashSet();
        var restricted = (await db.Restrictions.Where(r => subjects.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct)).ToHashSet();
        var consents = (await db.Events.AsNoTracking()
                .Where(e => subjects.Contains(e.SubjectId) && e.Purpose == purpose.Code && e.Decision == ConsentDecision.Given)
                .Where(e => covered || e.Channel != Channel.All)
                .Select(e => new { e.SubjectId, Fact = new ConsentFact(e.Id, e.Channel, e.At, e.NoticeId != null, e.Method != Methods.Import) })
                .ToListAsync(ct))
            .ToLookup(e => e.SubjectId, e => e.Fact);
        var refusals = (await db.Refusals(subjects).ToListAsync(ct))
            .Where(r => r.Fact.Purpose is null || r.Fact.Purpose == purpose.Code)
            .ToLookup(r => r.SubjectId, r => r.Fact);
        return subjects.Distinct().ToDictionary(
            s => s,
            s => known.Contains(s) ? new ContactFacts(true, [.. refusals[s].Distinct()], [.. consents[s]]) { Restricted = restricted.Contains(s) } : ContactFacts.Nobody);
    }

    /// <summary>Whether any refusal stands against the person, by link or by hash.</summary>
    public static Task<bool> HasRefusedAsync(this ConsentDbContext db, SubjectId subject, CancellationToken ct) => db.Refusals([subject]).AnyAsync(ct);

    // What was said about somebody counts even before Contacts' announcement has arrived.
    private static IQueryable<SubjectId> Known(this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects) =>
        db.KnownSubjects.Where(k => subjects.Contains(k.SubjectId)).Select(k => k.SubjectId)
            .Union(db.Events.Where(e => subjects.Contains(e.SubjectId)).Select(e => e.SubjectId))
            .Union(db.SuppressionSubjects.Where(s => subjects.Contains(s.SubjectId)).Select(s => s.SubjectId));

    // By link, and by every hash of the person: a refusal of an address binds whoever has it.
    private static IQueryable<FoundRefusal> Refusals(this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects)
    {
        var linked =
            from link in db.SuppressionSubjects
            where subjects.Contains(link.SubjectId)
            join s in db.Suppressions on link.SuppressionId equals s.Id
            select new { link.SubjectId, s.Id, s.Scope, s.Purpose, s.Reason, s.At };
        var hashed =
            from hash in db.SubjectHashes
            where subjects.Contains(hash.SubjectId)
            join found in db.SuppressionHashes on hash.Hash equals found.Hash
            join s in db.Suppressions on found.SuppressionId equals s.Id
            select new { hash.SubjectId, s.Id, s.Scope, s.Purpose, s.Reason, s.At };
        return linked.Union(hashed).Select(r => new FoundRefusal(r.SubjectId, new RefusalFact(r.Id, r.Scope, r.Purpose, r.Reason, r.At)));
    }

    private sealed record FoundRefusal(SubjectId SubjectId, RefusalFact Fact);
}
