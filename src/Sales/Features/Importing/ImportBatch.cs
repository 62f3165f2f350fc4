using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Importing;

/// <summary>
/// Writes some documents of a file and the job's progress in one commit, after Contacts and the erasure ledger were asked
/// outside of it. Whoever was erased stays so: what is dated before the erasure is counted as suppressed, also when the
/// person has come back since.
/// </summary>
internal sealed class ImportBatch(SalesDbContext db, Customers customers, GdprSettings settings)
{
    private const int MostErrors = 1000;

    private readonly List<(Draft Draft, SubjectId Subject)> _accepted = [];
    private IReadOnlyDictionary<SubjectId, KnownBuyer> _buyers = new Dictionary<SubjectId, KnownBuyer>();
    private HashSet<SubjectId> _held = [];
    private ImportJob _job = null!;
    private int _errors;

    /// <summary>False when another worker has taken the job over.</summary>
    public async Task<bool> WriteAsync(Guid importId, Guid worker, SalesMapping mapping, IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        _job = await db.Imports.SingleAsync(i => i.Id == importId, ct);
        if (_job.LeasedBy != worker)
        {
            return false;
        }

        _errors = await db.ImportErrors.CountAsync(e => e.ImportId == importId, ct);
        await MatchAsync(mapping, drafts, ct);
        if (mapping.Kind == ImportKind.Invoices)
        {
            _buyers = await customers.BuyersAsync([.. _accepted.Select(a => a.Subject)], ct);
        }

        await db.InTransactionAsync(token => CommitAsync(mapping, token), ct);
        return true;
    }

    private async Task MatchAsync(SalesMapping mapping, IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        foreach (var broken in drafts.Where(d => d.Broken.Count > 0))
        {
            Reject(broken, "DOCUMENT_REJECTED");
        }

        var pieces = drafts.Where(d => d.Broken.Count == 0 && d.IsPiece && mapping.Kind == ImportKind.Invoices).ToList();
        pieces.ForEach(p => Reject(p, SalesErrors.LinesTooMany.Code));
        var whole = drafts.Where(d => d.Broken.Count == 0).Except(pieces).ToList();
        var asked = whole.Select(d => d.Customer!.Value).Distinct().ToList();
        var found = asked.Zip(await customers.FindAsync(asked, ct)).ToDictionary(p => p.First, p => p.Second);
        foreach (var draft in whole)
        {
            var customer = found[draft.Customer!.Value];
            if (customer.ErasedAt is { } at && (customer.SubjectIds.Count == 0 || draft.Date <= settings.Controller.DayOf(at)))
            {
                _job.Suppressed += draft.Rows;
            }
            else if (customer.Broken is { } broken)
            {
                Reject(draft, broken.Code);
            }
            else
            {
                _accepted.Add((draft, customer.SubjectIds[0]));
            }
        }
    }

    // Inside the transaction the tombstones hold still: who was erased meanwhile is dropped, the others are saved.
    private async Task CommitAsync(SalesMapping mapping, CancellationToken ct)
    {
        var people = _accepted.Select(a => a.Subject).Distinct().ToList();
        var living = (await db.LivingAsync(people, ct)).ToHashSet();
        _held = [.. await db.Holds.Where(h => h.EditsHeld && people.Contains(h.SubjectId)).Select(h => h.SubjectId).ToListAsync(ct)];
        _job.Suppressed += _accepted.Where(a => !living.Contains(a.Subject)).Sum(a => a.Draft.Rows);
        _accepted.RemoveAll(a => !living.Contains(a.Subject));
        var orders = await OrdersAsync(mapping, ct);
        if (mapping.Kind == ImportKind.Orders)
        {
            Each(draft => new OrderWriting(db, orders, mapping).Write(draft.Draft, draft.Subject));
        }
        else
        {
            var writing = await InvoiceWriting.OpenAsync(db, orders, _buyers, mapping, settings.Controller, [.. _accepted.Select(a => a.Draft.Number)], ct);
            Each(draft => writing.Write(draft.Draft, draft.Subject));
        }

        (_job.LeasedUntil, _job.Status, _job.WaitingFor, _job.Attempts) = (db.Now + ImportQueries.Lease, ImportStatus.Running, null, 0);
        await db.SaveChangesAsync(ct);
    }

    private void Each(Func<(Draft Draft, SubjectId Subject), Written> write)
    {
        foreach (var accepted in _accepted)
        {
            var written = _held.Contains(accepted.Subject) ? Written.Not("SUBJECT_HELD") : write(accepted);
            if (written.Code is { } code)
            {
                Reject(accepted.Draft, code);
                continue;
            }

            _job.Created += written.Created;
            _job.Updated += written.Updated;
            _job.Unchanged += written.Unchanged;
        }
    }

    private async Task<Dictionary<string, Order>> OrdersAsync(SalesMapping mapping, CancellationToken ct)
    {
        var numbers = _accepted.Select(a => mapping.Kind == ImportKind.Orders ? a.Draft.Number : a.Draft.OrderNumber).OfType<string>().Distinct().ToList();
        return await db.Orders.Include(o => o.Lines).Where(o => numbers.Contains(o.Number)).ToDictionaryAsync(o => o.Number, StringComparer.Ordinal, ct);
    }

    private void Reject(Draft draft, string code)
    {
        var rows = draft.Broken.Concat(draft.Lines.Select(l => new BrokenRow(l.Row, null, code))).OrderBy(r => r.Row);
        foreach (var row in rows)
        {
            _job.Rejected++;
            if (_errors++ < MostErrors)
            {
                db.ImportErrors.Add(new ImportError { ImportId = _job.Id, Row = row.Row, Column = row.Column, Code = row.Code });
            }
        }
    }
}

/// <summary>What became of the rows of a document.</summary>
internal readonly record struct Written(int Created, int Updated, int Unchanged, string? Code)
{
    public static Written Not(string code) => new(0, 0, 0, code);
}
