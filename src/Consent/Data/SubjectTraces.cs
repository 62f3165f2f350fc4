using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>How much is held of a person, counted in the tables themselves.</summary>
internal sealed record SubjectTraces(int Events, int Facts, int AccessTraces, int Information, int Proposals, int Requalifications, int Cookies, int Hashes, int Links, int Suppressions);

/// <summary>Counting, erasing and nothing else: what a request about a person does to this room's tables.</summary>
internal static class SubjectTraceQueries
{
    public static async Task<SubjectTraces> TracesAsync(
        this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, IReadOnlyCollection<string> hashes, CancellationToken ct)
    {
        var known = await db.KnownSubjects.CountAsync(s => subjects.Contains(s.SubjectId), ct);
        var own = db.SubjectHashes.Where(h => subjects.Contains(h.SubjectId)).Select(h => h.Hash);
        return new SubjectTraces(
            await db.Events.CountAsync(e => subjects.Contains(e.SubjectId), ct),
            await db.Facts.CountAsync(f => subjects.Contains(f.SubjectId), ct),
            await db.AccessTraces.CountAsync(t => subjects.Contains(t.SubjectId), ct),
            await db.Duties.CountAsync(d => subjects.Contains(d.SubjectId), ct) + await db.InformationNotices.CountAsync(n => subjects.Contains(n.SubjectId), ct),
            await db.Proposals.CountAsync(p => subjects.Contains(p.SubjectId), ct),
            await db.Asks.CountAsync(a => subjects.Contains(a.SubjectId), ct),
            await db.CookieTies.CountAsync(t => subjects.Contains(t.SubjectId), ct),
            known + await own.CountAsync(ct),
            await db.SuppressionSubjects.CountAsync(s => subjects.Contains(s.SubjectId), ct),
            await db.Suppressions.CountAsync(
                s => db.SuppressionHashes.Any(h => h.SuppressionId == s.Id && (hashes.Contains(h.Hash) || own.Contains(h.Hash)))
                    || db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id && subjects.Contains(l.SubjectId)),
                ct));
    }

    /// <summary>Everybody with the hashes known of them here, and with these more.</summary>
    public static async Task<IReadOnlyList<HashedSubject>> HashedAsync(
        this ConsentDbContext db, IReadOnlyCollection<SubjectId> people, Func<SubjectId, IEnumerable<string>> more, CancellationToken ct)
    {
        var known = (await db.SubjectHashes.AsNoTracking().Where(h => people.Contains(h.SubjectId)).ToListAsync(ct)).ToLookup(h => h.SubjectId, h => h.Hash);
        return [.. people.Select(s => new HashedSubject(s, [.. known[s].Union(more(s), StringComparer.Ordinal)]))];
    }

    /// <summary>Deletes what was said and what is known, as far as wanted; each refusal among it stands as a suppression of its own.</summary>
    public static async Task ForgetAsync(this ConsentDbContext db, IReadOnlyCollection<SubjectId> reach, Func<string, bool> wanted, CancellationToken ct)
    {
        if (wanted(ConsentEvent.DataClass))
        {
            await db.Events.Where(e => reach.Contains(e.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (wanted(SubjectFacts.DataClass))
        {
            await db.Facts.Where(f => reach.Contains(f.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (wanted(AccessTrace.DataClass))
        {
            await db.AccessTraces.Where(t => reach.Contains(t.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (wanted(ErasureProposal.DataClass))
        {
            await db.Proposals.Where(p => reach.Contains(p.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (wanted(RequalificationAsk.DataClass))
        {
            await db.Asks.Where(a => reach.Contains(a.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (wanted(CookieChoice.DataClass))
        {
            await db.ForgetCookieChoicesAsync(reach, ct);
        }

        if (wanted(InformationDuty.DataClass))
        {
            await db.Duties.Where(d => reach.Contains(d.SubjectId)).ExecuteDeleteAsync(ct);
            await db.InformationNotices.Where(n => reach.Contains(n.SubjectId)).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>
    /// Puts the refusals of each of these people under their hashes, then deletes what ties anything to the SubjectIds in
    /// reach. Runs inside <c>EraseAsync</c>.
    /// </summary>
    public static async Task ForgetAsync(
        this ConsentDbContext db, IReadOnlyCollection<HashedSubject> people, IReadOnlyCollection<SubjectId> reach, Func<string, bool> wanted, CancellationToken ct)
    {
        await db.SpreadAsync(people, ownOnly: false, ct);
        await db.SaveChangesAsync(ct);
        await db.ForgetAsync(reach, wanted, ct);

        // A mail that has not left holds the address.
        List<SubjectId?> addressed = [.. reach];
        await db.Mails.Where(m => addressed.Contains(m.SubjectId)).ExecuteDeleteAsync(ct);
        await db.SubjectHashes.Where(h => reach.Contains(h.SubjectId)).ExecuteDeleteAsync(ct);
        await db.KnownSubjects.Where(s => reach.Contains(s.SubjectId)).ExecuteDeleteAsync(ct);
        var acts = await db.SuppressionSubjects.Where(l => reach.Contains(l.SubjectId)).Select(l => l.SuppressionId).Distinct().ToListAsync(ct);
        await db.SuppressionSubjects.Where(l => reach.Contains(l.SubjectId)).ExecuteDeleteAsync(ct);

        // Nothing could ever recognise these again.
        await db.Suppressions
            .Where(s => acts.Contains(s.Id)
                && !db.SuppressionHashes.Any(h => h.SuppressionId == s.Id)
                && !db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id))
            .ExecuteDeleteAsync(ct);
    }
}
