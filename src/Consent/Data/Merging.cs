using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>
/// Brings the refusals of two ids of one person together. A consent stays where it was given and never moves: what was
/// said under one id does not open what was closed under the other.
/// </summary>
internal static class Merging
{
    public static async Task MergeAsync(this ConsentDbContext db, SubjectId survivor, SubjectId absorbed, CancellationToken ct)
    {
        if ((await db.LivingAsync([survivor, absorbed], ct)).Count < 2)
        {
            return;
        }

        var people = await db.HashedAsync([survivor, absorbed], _ => [], ct);
        string[] every = [.. people.SelectMany(p => p.Hashes).Distinct(StringComparer.Ordinal)];
        HashedSubject[] both = [.. people.Select(p => p with { Hashes = every })];
        await db.RememberAsync(both, ct);
        await db.BindAsync(await db.MatchAsync(both, ct), ct);
        await db.SaveChangesAsync(ct);
        await RenewAsync(db, survivor, absorbed, ct);
        await ShareAsync(db, survivor, absorbed, ct);
        await db.SpreadAsync(both, ownOnly: true, ct);
        await db.MergeDutiesAsync(survivor, absorbed, ct);
        await db.Asks.Where(a => a.SubjectId == absorbed && db.Asks.Any(own => own.RunId == a.RunId && own.SubjectId == survivor)).ExecuteDeleteAsync(ct);
        await db.Asks.Where(a => a.SubjectId == absorbed).ExecuteUpdateAsync(s => s.SetProperty(a => a.SubjectId, survivor), ct);
        await db.Proposals.Where(p => p.SubjectId == absorbed).ExecuteUpdateAsync(s => s.SetProperty(p => p.SubjectId, survivor), ct);

        // What was accepted under one id does not open what was refused under the other: from here on a refusal outdoes both.
        await db.CookieTies.Where(t => t.SubjectId == absorbed || t.SubjectId == survivor)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.SubjectId, survivor).SetProperty(t => t.SignedIn, false), ct);
        await db.KnownSubjects.Where(k => k.SubjectId == absorbed).ExecuteDeleteAsync(ct);
    }

    // An own refusal under the second id that a consent under the first would reopen, by its later date alone, is made anew.
    private static async Task RenewAsync(ConsentDbContext db, SubjectId survivor, SubjectId absorbed, CancellationToken ct)
    {
        var reopened = await db.Events.AsNoTracking()
            .Where(e => e.SubjectId == survivor && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed)).Select(e => new { e.Purpose, e.Channel, e.At }).ToListAsync(ct);
        var closed = await db.Events.AsNoTracking()
            .Where(e => e.SubjectId == absorbed && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed)).Select(e => new { e.Purpose, e.Channel, e.At }).ToListAsync(ct);
        var refusals = await OwnRefusalsAsync(db, absorbed, ct);
        foreach (var refusal in refusals)
        {
            var stands = !closed.Exists(c => c.At > refusal.At && (refusal.Purpose is null || refusal.Purpose == c.Purpose) && c.Channel.Covers(refusal.Scope));
            var opens = reopened.Exists(c => c.At > refusal.At && (refusal.Purpose is null || refusal.Purpose == c.Purpose));
            if (stands && opens)
            {
                await db.SuppressAsync(
                    new Suppression
                    {
                        Id = db.NewId(), Scope = refusal.Scope, Purpose = refusal.Purpose, Reason = refusal.Reason, At = db.Now, RecordedAt = db.Now, ControllerId = refusal.ControllerId,
                    },
                    survivor,
                    ct);
            }
        }
    }

    private static async Task ShareAsync(ConsentDbContext db, SubjectId survivor, SubjectId absorbed, CancellationToken ct)
    {
        var links = await db.SuppressionSubjects.AsNoTracking().Where(l => l.SubjectId == survivor || l.SubjectId == absorbed).ToListAsync(ct);
        var known = links.Select(l => (l.SubjectId, l.SuppressionId)).ToHashSet();
        db.SuppressionSubjects.AddRange(links
            .Select(l => new SuppressionSubject { SuppressionId = l.SuppressionId, SubjectId = l.SubjectId == survivor ? absorbed : survivor, Matched = l.Matched })
            .Where(l => !known.Contains((l.SubjectId, l.SuppressionId))));
        await db.SaveChangesAsync(ct);
    }

    private static Task<List<Suppression>> OwnRefusalsAsync(ConsentDbContext db, SubjectId subject, CancellationToken ct) =>
        db.Suppressions.AsNoTracking().Where(s => db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id && l.SubjectId == subject && !l.Matched)).ToListAsync(ct);
}
