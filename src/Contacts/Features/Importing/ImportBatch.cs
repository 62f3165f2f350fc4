using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Matching;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>
/// Writes some rows of a file and the job's progress in one commit, after erasures and refusals were asked outside of
/// it. A file states no act of a person: whoever was erased stays so and is counted as suppressed.
/// </summary>
internal sealed class ImportBatch(ContactsDbContext db, RefusalMatch refusals)
{
    private const int MostErrors = 1000;
    private const int MostAnnounced = 500;

    private readonly HashSet<SubjectId> _suppressed = [];
    private RowEffects _rows = null!;
    private ProvenanceStated? _provenance;

    /// <summary>Reads what is known of the rows' contacts, applies the rows to it and asks the other rooms; writes nothing.</summary>
    public async Task PrepareAsync(ImportMapping mapping, IReadOnlyList<ReadRow> rows, CancellationToken ct)
    {
        var known = await KnownContacts.OfAsync(db, mapping.Key, rows, ct);
        (_rows, _provenance) = (new RowEffects(db, mapping, known), mapping.Provenance);
        foreach (var row in rows)
        {
            _rows.Apply(row);
        }

        await AskAsync(ct);
    }

    /// <summary>False when another worker has taken the job over.</summary>
    public Task<bool> CommitAsync(Guid importId, Guid worker, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var job = await db.Imports.SingleAsync(i => i.Id == importId, token);
            if (job.LeasedBy != worker)
            {
                return false;
            }

            // Inside the transaction the tombstones hold still: who was erased meanwhile is dropped, the others are saved.
            var people = _rows.Written.Where(e => e.Contact.IsPerson).Select(e => e.Subject).Distinct().ToList();
            Suppress(people.Except(await db.LivingAsync([.. people, .. Organisations()], token)));
            await WriteAsync(job, token);
            Count(job);
            await db.SaveChangesAsync(token);
            return true;
        },
        ct);

    private async Task AskAsync(CancellationToken ct)
    {
        Suppress(_rows.Tombstoned);
        var newcomers = _rows.Written.Where(e => e.Contact.IsPerson && !_suppressed.Contains(e.Subject))
            .GroupBy(e => e.Subject, e => e.Result!.NewIdentifiers)
            .Select(g => refusals.Newcomer(g.Key, [.. g.SelectMany(i => i).Distinct()]))
            .Where(n => n.Hashes.Count > 0)
            .ToList();
        if (newcomers.Count == 0)
        {
            return;
        }

        var erased = await refusals.ErasedAsync(newcomers, ct);
        Suppress(erased.Keys);
        await refusals.BindRefusalsAsync([.. newcomers.Where(n => !erased.ContainsKey(n.SubjectId))], ct);
    }

    private async Task WriteAsync(ImportJob job, CancellationToken ct)
    {
        var written = _rows.Written.Where(e => !_suppressed.Contains(e.Subject)).ToList();
        var contacts = written.Where(e => e.Effect == RowEffect.Created).Select(e => e.Contact).ToList();
        contacts.ForEach(c => c.Stamp(db.Now));
        await db.PutAsideAsync([.. written.Where(e => e.Effect == RowEffect.Updated).Select(e => e.Contact.Id).Distinct()], by: null, ct);
        await db.BulkInsertAsync(contacts, ct);
        await db.BulkInsertAsync(contacts.SelectMany(c => c.Emails).ToList(), ct);
        await db.BulkInsertAsync(contacts.SelectMany(c => c.Phones).ToList(), ct);
        await db.BulkInsertAsync(contacts.SelectMany(c => c.Attributes).ToList(), ct);
        await db.BulkInsertAsync(contacts.SelectMany(c => c.Identifiers).ToList(), ct);
        await db.BulkInsertAsync(written.Select(e => OriginOf(e, job)).ToList(), ct);
        var announced = written.Where(e => e.Contact.IsPerson && (e.Effect == RowEffect.Created || _provenance is not null || e.Result!.ConcernsOthers)).Select(e => e.Subject);
        foreach (var subjects in announced.Distinct().Chunk(MostAnnounced))
        {
            db.Publish(new SubjectsRegistered(subjects));
        }
    }

    private void Count(ImportJob job)
    {
        foreach (var row in _rows.All)
        {
            switch (_suppressed.Contains(row.Subject) ? RowEffect.Suppressed : row.Effect)
            {
                case RowEffect.Created: job.Created++; break;
                case RowEffect.Updated: job.Updated++; break;
                case RowEffect.Unchanged: job.Unchanged++; break;
                default: job.Suppressed++; break;
            }
        }

        foreach (var (row, code) in _rows.Rejected)
        {
            if (job.Rejected++ < MostErrors)
            {
                db.ImportErrors.Add(new ImportError { ImportId = job.Id, Row = row.Row, Column = Shown(row.Column), Code = code });
            }
        }

        job.LeasedUntil = db.Now + ImportQueries.Lease;
        (job.Status, job.WaitingFor, job.Attempts) = (ImportStatus.Running, null, 0);
    }

    private static string? Shown(string? column) => column?.Length > ContactLimits.Text ? column[..ContactLimits.Text] : column;

    private FieldOrigin OriginOf(EffectOfRow written, ImportJob job) => new()
    {
        Id = db.NewId(),
        ContactId = written.Contact.Id,
        Fields = string.Join(' ', written.Result!.Fields),
        Origin = written.Row.Origin ?? "import",
        Act = OwnAct.None,
        ObtainedAt = written.Row.ObtainedAt ?? _provenance?.ObtainedAt ?? job.CreatedAt,
        Provenance = _provenance?.Origin,
        Supplier = _provenance?.Supplier,
        PartnersNamed = _provenance?.PartnersNamed,
        WrittenAt = db.Now,
        ImportId = job.Id,
    };

    private void Suppress(IEnumerable<SubjectId> erased)
    {
        foreach (var subject in erased)
        {
            if (_suppressed.Add(subject) && _rows.All.FirstOrDefault(r => r.Subject == subject) is { } row)
            {
                db.Forget(row.Contact);
            }
        }
    }

    // An organisation is nobody's SubjectId, and its rows are of the same kind.
    private IEnumerable<SubjectId> Organisations() => _rows.Written.Where(e => !e.Contact.IsPerson).Select(e => e.Subject);
}
