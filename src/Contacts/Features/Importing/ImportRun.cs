using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Contacts.Matching;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>Carries one leased job as far as it goes: to its end, to a room that does not answer, or to another worker.</summary>
internal sealed class ImportRun(IServiceScopeFactory scopes, ImportPipeline pipeline)
{
    private const int MostAttempts = 10;
    private static readonly string[] Questions = ["IMPORT_DATE_AMBIGUOUS", MappingProposal.Unsure];
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task CarryAsync(ImportJob job, Guid worker, CancellationToken ct)
    {
        try
        {
            if (await ExamineAsync(job, worker, ct) && await pipeline.RunAsync(job, MappingJson.Read(job.Mapping), worker, ct))
            {
                await EndAsync(job.Id, worker, ImportStatus.Completed, null, null, ct);
            }
        }
        catch (RoomOutOfReach gone)
        {
            await WaitAsync(job.Id, worker, gone.Room, ct);
        }
        catch (UnreadableFile broken)
        {
            var status = Questions.Contains(broken.Code) ? ImportStatus.Stopped : ImportStatus.Failed;
            await EndAsync(job.Id, worker, status, broken.Code, broken.Row, ct);
        }
        catch (Exception e) when (SaveFailures.IsConflict(e))
        {
            // Somebody wrote the same contacts meanwhile, or took the job over: the batch is read again.
            await TryAgainAsync(job, worker, "IMPORT_CONFLICT", j => j.Attempts, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && !SaveFailures.IsPassing(e))
        {
            // Not for ever: a row that no database takes would stop here each time.
            await TryAgainAsync(job, worker, "IMPORT_NOT_SAVED", j => j.Attempts * j.Attempts, ct);
        }
    }

    private async Task<bool> ExamineAsync(ImportJob job, Guid worker, CancellationToken ct)
    {
        if (job.Examined)
        {
            return true;
        }

        var mapping = MappingJson.Read(job.Mapping);
        FileFormat format;
        using (var text = ImportFile.Open(scopes, job))
        {
            format = await FileHead.FormatAsync(text, job.Encoding, mapping.File, ct);
        }

        if (mapping.Proposed || format.Kind == FileKind.VCard)
        {
            await using var head = await format.OpenAsync(ImportFile.Open(scopes, job), ct);
            mapping = await ProposedAsync(head, format.Kind, mapping, ct);
        }

        await using var table = await format.OpenAsync(ImportFile.Open(scopes, job), ct);
        var found = await Examination.OfAsync(table, format.Kind, mapping, () => ChangeAsync(job.Id, worker, static (_, _) => { }, ct), ct);
        void Decide(ImportJob j) => (j.Examined, j.FileKind, j.Delimiter, j.Mapping, j.DateFormats, j.RowsTotal) =
            (true, format.Kind, format.Delimiter, MappingJson.Write(mapping).ToJsonString(), string.Join('|', found.DateFormats), found.Rows);
        Decide(job);
        return await ChangeAsync(job.Id, worker, (j, _) => Decide(j), ct);
    }

    // A card says itself what each of its lines is; a table's header may leave a doubt.
    private static async Task<ImportMapping> ProposedAsync(IFileTable table, FileKind kind, ImportMapping mapping, CancellationToken ct)
    {
        if (kind == FileKind.VCard)
        {
            return mapping.With(ImportMapping.Fields.Select(f => KeyValuePair.Create(f, f)));
        }

        ImportColumns.Demand(table.Header);
        var proposal = await MappingProposal.OfAsync(table, ct);
        var whole = mapping.With(proposal.Sure);
        return whole.HasKey && !proposal.IsDoubtful ? whole : throw new UnreadableFile(MappingProposal.Unsure);
    }

    private async Task TryAgainAsync(ImportJob job, Guid worker, string code, Func<ImportJob, int> seconds, CancellationToken ct)
    {
        if (job.Attempts >= MostAttempts)
        {
            await EndAsync(job.Id, worker, ImportStatus.Failed, code, null, ct);
            return;
        }

        await ChangeAsync(job.Id, worker, (j, now) => (j.Attempts, j.LeasedUntil) = (j.Attempts + 1, now + TimeSpan.FromSeconds(seconds(j))), ct);
    }

    private Task WaitAsync(Guid id, Guid worker, string room, CancellationToken ct) =>
        ChangeAsync(
            id,
            worker,
            (job, now) =>
            {
                (job.Status, job.WaitingFor) = (ImportStatus.Waiting, room);
                var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(job.Attempts++, 6)));
                job.LeasedUntil = now + (wait < LongestWait ? wait : LongestWait);
            },
            ct);

    private async Task EndAsync(Guid id, Guid worker, ImportStatus status, string? code, long? row, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContactsDbContext>();
        var mine = await db.InTransactionAsync(
            async token =>
            {
                var job = await db.Imports.SingleAsync(i => i.Id == id, token);
                if (job.LeasedBy != worker)
                {
                    return false;
                }

                job.End(status, code, db.Now);
                if (row is not null && code is not null)
                {
                    db.ImportErrors.Add(new ImportError { ImportId = id, Row = row.Value, Code = code });
                }

                db.Audit("import", "import.ended", reference: id);
                await db.SaveChangesAsync(token);
                return true;
            },
            ct);
        if (mine)
        {
            await db.DropPiecesAsync(id, ct);
        }
    }

    private async Task<bool> ChangeAsync(Guid id, Guid worker, Action<ImportJob, DateTimeOffset> change, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContactsDbContext>();
        var job = await db.Imports.SingleAsync(i => i.Id == id, ct);
        if (job.LeasedBy != worker)
        {
            return false;
        }

        job.LeasedUntil = db.Now + ImportQueries.Lease;
        change(job, db.Now);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
