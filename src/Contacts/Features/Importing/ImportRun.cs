using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Matching;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>Carries one leased job as far as it goes: to its end, to a room that does not answer, or to another worker.</summary>
internal sealed class ImportRun(IServiceScopeFactory scopes, GdprSettings settings, TimeProvider clock)
{
    private const int BatchSize = 500;
    private const int MostConflicts = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task CarryAsync(ImportJob job, Guid worker, CancellationToken ct)
    {
        try
        {
            var mapping = ImportMapping.Parse(job.Mapping);
            var columns = await ExamineAsync(job, mapping, worker, ct);
            if (columns is not null && await WriteAsync(job, mapping, worker, ct))
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
            var status = broken.Code == "IMPORT_DATE_AMBIGUOUS" ? ImportStatus.Stopped : ImportStatus.Failed;
            await EndAsync(job.Id, worker, status, broken.Code, broken.Row, ct);
        }
        catch (DbUpdateException)
        {
            // Somebody wrote the same contacts meanwhile, or took the job over: the batch is read again.
            await TryAgainAsync(job, worker, ct);
        }
    }

    private async Task<ImportJob?> ExamineAsync(ImportJob job, ImportMapping mapping, Guid worker, CancellationToken ct)
    {
        if (job.Examined)
        {
            return job;
        }

        using (var text = ImportFile.Open(scopes, job))
        {
            job.Delimiter = await ImportTable.DelimiterAsync(text, ct);
        }

        await using var table = await ImportTable.OpenAsync(scopes, job, ct);
        var found = await Examination.OfAsync(table, mapping, () => ChangeAsync(job.Id, worker, static (_, _) => { }, ct), ct);
        (job.DateFormats, job.RowsTotal) = (string.Join('|', found.DateFormats), found.Rows);
        var mine = await ChangeAsync(
            job.Id,
            worker,
            (j, _) => (j.Examined, j.Delimiter, j.DateFormats, j.RowsTotal) = (true, job.Delimiter, job.DateFormats, job.RowsTotal),
            ct);
        return mine ? job : null;
    }

    private async Task<bool> WriteAsync(ImportJob job, ImportMapping mapping, Guid worker, CancellationToken ct)
    {
        await using var table = await ImportTable.OpenAsync(scopes, job, ct);
        var columns = ImportColumns.Of(table.Header, mapping);
        while (table.Row < job.RowsRead && await table.ReadAsync(ct))
        {
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Controller.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var reading = new RowReading(table, columns, mapping, job.DateFormats!.Split('|'), settings.Controller.Country, today);
        while (await NextAsync(table, reading, ct) is { Count: > 0 } rows)
        {
            await using var scope = scopes.CreateAsyncScope();
            var batch = ActivatorUtilities.CreateInstance<ImportBatch>(scope.ServiceProvider);
            if (!await batch.WriteAsync(job.Id, worker, mapping, rows, ct))
            {
                return false;
            }
        }

        return true;
    }

    // A key that comes twice begins a new batch: the second row must find what the first has written.
    private static async Task<List<ReadRow>> NextAsync(ImportTable table, RowReading reading, CancellationToken ct)
    {
        var rows = new List<ReadRow>(BatchSize);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Count < BatchSize && await table.ReadAsync(ct))
        {
            var row = reading.Read();
            if (row.Key is not null && !keys.Add(row.Key))
            {
                table.Hold();
                break;
            }

            rows.Add(row);
        }

        return rows;
    }

    private async Task TryAgainAsync(ImportJob job, Guid worker, CancellationToken ct)
    {
        if (job.Attempts >= MostConflicts)
        {
            await EndAsync(job.Id, worker, ImportStatus.Failed, "IMPORT_CONFLICT", null, ct);
            return;
        }

        await ChangeAsync(job.Id, worker, (j, now) => (j.Attempts, j.LeasedUntil) = (j.Attempts + 1, now + TimeSpan.FromSeconds(j.Attempts)), ct);
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
        await db.InTransactionAsync(
            async token =>
            {
                var job = await db.Imports.SingleAsync(i => i.Id == id, token);
                if (job.LeasedBy == worker)
                {
                    job.End(status, code, db.Now);
                    if (row is not null && code is not null)
                    {
                        db.ImportErrors.Add(new ImportError { ImportId = id, Row = row.Value, Code = code });
                    }

                    db.Audit("import", "import.ended", reference: id);
                    await db.ImportChunks.Where(c => c.ImportId == id).ExecuteDeleteAsync(token);
                    await db.SaveChangesAsync(token);
                }
            },
            ct);
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
