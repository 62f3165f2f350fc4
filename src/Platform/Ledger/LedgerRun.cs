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
    public const string WholePerson = "all";

    /// <summary>How many erasures and choices were not there.</summary>
    public async Task<int> TakeAsync(LedgerPage page, CancellationToken ct)
    {
        var taken = 0;
        foreach (var run in Runs(page.Items.Where(i => !i.Running)))
        {
            taken += run[0].Kind == LedgerKind.Erasure ? await EraseAsync(run, ct) : await ChooseAsync(run, ct);
        }

        return taken;
    }

    private async Task<int> EraseAsync(List<LedgerRow> run, CancellationToken ct)
    {
        var asked = run.Where(r => r.SubjectId is not null && r.Scope == WholePerson).ToList();
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

    private async Task<int> ChooseAsync(List<LedgerRow> run, CancellationToken ct)
    {
        var taken = participant is IReplaysChoices chooser ? await chooser.ReplayAsync(run, ct) : 0;
        db.ChangeTracker.Clear();
        return taken;
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
