using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Matching;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
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

    private readonly List<Written> _written = [];
    private ImportJob _job = null!;

    /// <summary>False when another worker has taken the job over.</summary>
    public async Task<bool> WriteAsync(Guid importId, Guid worker, ImportMapping mapping, IReadOnlyList<ReadRow> rows, CancellationToken ct)
    {
        _job = await db.Imports.SingleAsync(i => i.Id == importId, ct);
        if (_job.LeasedBy != worker)
        {
            return false;
        }

        await ApplyAsync(mapping, rows, ct);
        await AskAsync(ct);
        await db.InTransactionAsync(CommitAsync, ct);
        return true;
    }

    private async Task ApplyAsync(ImportMapping mapping, IReadOnlyList<ReadRow> rows, CancellationToken ct)
    {
        var keys = rows.Where(r => r.Key is not null).Select(r => r.Key!).ToList();
        var known = await db.ByKeysAsync(mapping.Key, keys, ct);
        var externalIds = mapping.Key == IdentifierKind.ExternalId ? null : await TakenAsync(rows, ct);
        var held = await HeldAsync(known, ct);
        foreach (var row in rows)
        {
            var code = row.Code ?? Apply(row, mapping, [.. known[row.Key!]], externalIds, held);
            if (code is not null)
            {
                Reject(row, code);
            }
        }
    }

    private string? Apply(ReadRow row, ImportMapping mapping, Contact[] known, Dictionary<string, Guid>? taken, HashSet<SubjectId> held)
    {
        if (known.Length > 1)
        {
            return "KEY_AMBIGUOUS";
        }

        var contact = known.FirstOrDefault();
        if (contact is not null && held.Contains(new SubjectId(contact.Id)))
        {
            return "SUBJECT_HELD";
        }

        if (contact is not null && row.Kind is { } kind && kind != contact.Kind)
        {
            return ContactsErrors.KindFixed.Code;
        }

        var isNew = contact is null;
        contact ??= new Contact { Id = db.NewId(), Kind = row.Kind ?? ContactKind.Person, CreatedAt = db.Now };
        if (row.Change.ExternalId is { } id && taken is not null && !taken.TryAdd(id, contact.Id) && taken[id] != contact.Id)
        {
            return ContactsErrors.ExternalIdTaken.Code;
        }

        return Apply(row, contact, isNew, mapping);
    }

    private string? Apply(ReadRow row, Contact contact, bool isNew, ImportMapping mapping)
    {
        var change = isNew ? WithDefaults(row.Change, mapping) : row.Change;
        try
        {
            var result = contact.Apply(change, db.Now);
            if (!isNew && result.Fields.Count == 0)
            {
                _job.Unchanged++;
                return null;
            }

            _written.Add(new Written(contact, isNew, result, row.Origin ?? "import"));
            return null;
        }
        catch (RuleViolation broken)
        {
            db.Forget(contact);
            return broken.Error.Code;
        }
    }

    // Defaults describe newcomers; what is known of somebody is not overwritten by silence.
    private static ContactChange WithDefaults(ContactChange change, ImportMapping mapping) => change with
    {
        Country = change.Country.IsGiven || mapping.Country is null ? change.Country : mapping.Country,
        Language = change.Language.IsGiven || mapping.Language is null ? change.Language : mapping.Language,
        Audience = mapping.Audience is null ? change.Audience : mapping.Audience,
    };

    private async Task AskAsync(CancellationToken ct)
    {
        var newcomers = _written.Where(w => w.Contact.IsPerson && w.Result.NewIdentifiers.Count > 0)
            .Select(w => new Newcomer(w.Subject, w.Result.NewIdentifiers))
            .ToList();
        if (newcomers.Count == 0)
        {
            return;
        }

        var erased = await refusals.ErasedAsync(newcomers, ct);
        Suppress(erased.Keys.ToHashSet());
        await refusals.BindRefusalsAsync([.. newcomers.Where(n => !erased.ContainsKey(n.SubjectId))], ct);
    }

    // Inside the transaction the tombstones hold still: who was erased meanwhile is dropped, the others are saved.
    private async Task CommitAsync(CancellationToken ct)
    {
        var people = _written.Where(w => w.Contact.IsPerson).Select(w => w.Subject).ToList();
        var living = await db.LivingAsync(people, ct);
        Suppress(people.Except(living).ToHashSet());
        foreach (var written in _written)
        {
            Add(written);
        }

        _job.Created += _written.Count(w => w.IsNew);
        _job.Updated += _written.Count(w => !w.IsNew);
        _job.LeasedUntil = db.Now + ImportQueries.Lease;
        (_job.Status, _job.WaitingFor, _job.Attempts) = (ImportStatus.Running, null, 0);
        var announced = _written.Where(w => w.Contact.IsPerson && (w.IsNew || w.Result.NewIdentifiers.Count > 0)).Select(w => w.Subject).ToArray();
        if (announced.Length > 0)
        {
            db.Publish(new SubjectsRegistered(announced));
        }

        await db.SaveChangesAsync(ct);
    }

    private void Add(Written written)
    {
        if (written.IsNew)
        {
            db.Contacts.Add(written.Contact);
        }

        db.Origins.Add(new FieldOrigin
        {
            Id = db.NewId(),
            ContactId = written.Contact.Id,
            Fields = string.Join(' ', written.Result.Fields),
            Origin = written.Origin,
            Act = OwnAct.None,
            ObtainedAt = _job.CreatedAt,
            WrittenAt = db.Now,
            ImportId = _job.Id,
        });
    }

    private void Suppress(HashSet<SubjectId> erased)
    {
        foreach (var written in _written.Where(w => erased.Contains(w.Subject)))
        {
            db.Forget(written.Contact);
            _job.Suppressed++;
        }

        _written.RemoveAll(w => erased.Contains(w.Subject));
    }

    private void Reject(ReadRow row, string code)
    {
        if (_job.Rejected++ < MostErrors)
        {
            db.ImportErrors.Add(new ImportError { ImportId = _job.Id, Row = row.Row, Column = row.Column, Code = code });
        }
    }

    private async Task<Dictionary<string, Guid>> TakenAsync(IReadOnlyList<ReadRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Change.ExternalId).OfType<string>().ToList();
        return await db.Identifiers.AsNoTracking()
            .Where(i => i.UniqueKey != null && ids.Contains(i.UniqueKey))
            .ToDictionaryAsync(i => i.UniqueKey!, i => i.ContactId, ct);
    }

    private async Task<HashSet<SubjectId>> HeldAsync(ILookup<string, Contact> known, CancellationToken ct)
    {
        var subjects = known.SelectMany(g => g).Select(c => new SubjectId(c.Id)).ToList();
        return [.. await db.Holds.Where(h => h.EditsHeld && subjects.Contains(h.SubjectId)).Select(h => h.SubjectId).ToListAsync(ct)];
    }

    private sealed record Written(Contact Contact, bool IsNew, ChangeResult Result, string Origin)
    {
        public SubjectId Subject => new(Contact.Id);
    }
}
