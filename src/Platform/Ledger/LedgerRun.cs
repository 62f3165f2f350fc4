using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Ledger;

/// <summary>
/// Takes one page of the ledger into a room, in its order: who was erased is erased again by SubjectId, in batches, what
/// was refused is refused again. What stands already is passed over, so that a page may be taken twice.
/// </summary>
internal sealed class LedgerRun(RoomDbContext db, IParticipant participant)
{
    /// <summary>How many erasures and choices were not there.</summary>
    public async Task<int> TakeAsync(LedgerPage page, CancellationToken ct)
    {
        var taken = 0;
        foreach (var run in Runs(page.Items.Where(i => !i.Running)))
        {
            taken += run[0].Kind switch
            {
                LedgerKind.Erasure => await EraseAsync(run, ct) + await ErasePartsAsync(run, ct),
                LedgerKind.Choice => await ChooseAsync(run, ct),
                LedgerKind.Restriction => await RestrictAsync(run, ct),
                _ => await LiftAsync(run, ct),
            };
        }

        return taken;
    }

    private async Task<int> EraseAsync(List<LedgerRow> run, CancellationToken ct)
    {
        var asked = run.Where(r => r.SubjectId is not null && r.Scope == LedgerRow.WholePerson).ToList();
        var subjects = asked.Select(r => r.SubjectId!.Value).Distinct().ToList();
        var known = await db.Tombstones.AsNoTracking().Where(t => EF.Parameter(subjects).Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(ct);
        var back = subjects.Except(known).ToHashSet();
        foreach (var same in asked.Where(r => back.Contains(r.SubjectId!.Value)).GroupBy(r => KeptKey(r.Kept)))
        {
            await participant.ReplayAsync(new ReplayedErasure([.. same]), ct);
            db.ChangeTracker.Clear();
        }

        return back.Count;
    }

    // Nobody is dead of these, so no tombstone tells: the room's own trail does, and goes back with the room's database.
    private async Task<int> ErasePartsAsync(List<LedgerRow> run, CancellationToken ct)
    {
        var asked = run.Where(r => r.SubjectId is not null && r.Scope != LedgerRow.WholePerson).ToList();
        if (asked.Count == 0)
        {
            return 0;
        }

        var done = await db.ErasedPartsAsync([.. asked.Select(r => r.Reference).Distinct()], asked.Min(r => r.At), ct);
        var back = asked.Where(r => !done.Contains(r.Reference)).ToList();
        foreach (var same in back.GroupBy(r => $"{r.Scope}\n{KeptKey(r.Kept)}"))
        {
            await participant.ReplayAsync(new ReplayedErasure([.. same]), ct);
            db.ChangeTracker.Clear();
        }

        return back.Count;
    }

    private async Task<int> ChooseAsync(List<LedgerRow> run, CancellationToken ct)
    {
        var taken = participant is IReplaysChoices chooser ? await chooser.ReplayAsync(run, ct) : 0;
        db.ChangeTracker.Clear();
        return taken;
    }

    // Every room has the table of restrictions; whoever is dead by now is restricted no more.
    private Task<int> RestrictAsync(List<LedgerRow> run, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var people = run.Select(r => r.SubjectId).OfType<SubjectId>().Distinct().ToList();
            var dead = await db.Tombstones.AsNoTracking().Where(t => EF.Parameter(people).Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(token);
            var ids = run.Select(r => r.Reference).Distinct().ToList();
            var standing = (await db.Restrictions.AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.RequestId)).ToListAsync(token))
                .Select(r => (r.RequestId, r.SubjectId, r.DataClass)).ToHashSet();
            var missing = run.Where(r => r.SubjectId is { } s && !dead.Contains(s)).SelectMany(RestrictionsOf)
                .Where(r => standing.Add((r.RequestId, r.SubjectId, r.DataClass))).ToList();
            db.Restrictions.AddRange(missing);
            await db.SaveChangesAsync(token);
            db.ChangeTracker.Clear();
            return missing.Count;
        },
        ct);

    private static IEnumerable<SubjectRestriction> RestrictionsOf(LedgerRow row) => row.DataClasses.DefaultIfEmpty(SubjectRestriction.Everything)
        .Select(c => new SubjectRestriction
        {
            RequestId = row.Reference,
            SubjectId = row.SubjectId!.Value,
            DataClass = c,
            Ground = row.Ground ?? RestrictionGround.Accuracy,
            Since = row.At,
            UntilClosed = false,
        });

    private Task<int> LiftAsync(List<LedgerRow> run, CancellationToken ct)
    {
        var ids = run.Select(r => r.Reference).Distinct().ToList();
        return db.WriteAsync(() => db.Restrictions.Where(r => EF.Parameter(ids).Contains(r.RequestId)).ExecuteDeleteAsync(ct), ct);
    }

    // Consecutive rows of one kind: what was said before an erasure must be there when the erasure puts it under the hashes.
    private static IEnumerable<List<LedgerRow>> Runs(IEnumerable<LedgerRow> rows)
    {
        List<LedgerRow> run = [];
        foreach (var row in rows)
        {
            if (run.Count > 0 && run[0].Kind != row.Kind)
            {
                yield return run;
                run = [];
            }

            run.Add(row);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    // Those of whom the same is kept go together.
    private static string KeptKey(IReadOnlyList<Datum> kept) =>
        string.Join('\n', kept.Select(d => $"{d.DataClass} {d.Ground} {d.Until:O}").Order(StringComparer.Ordinal));
}
