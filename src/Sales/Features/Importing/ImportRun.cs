using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Importing;

/// <summary>Carries one leased job as far as it goes: to its end, to a room that does not answer, or to another worker.</summary>
internal sealed class ImportRun(IServiceScopeFactory scopes, GdprSettings settings, TimeProvider clock)
{
    private const int BatchRows = 1000;
    private const int MostAttempts = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task CarryAsync(ImportJob job, Guid worker, CancellationToken ct)
    {
        try
        {
            var mapping = SalesMapping.Parse(job.Mapping);
            if (await ExamineAsync(job, mapping, worker, ct) && await WriteAsync(job, mapping, worker, ct))
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
        catch (Exception e) when (SaveFailures.IsConflict(e))
        {
            // Somebody wrote the same numbers meanwhile, or took the job over: the batch is read again.
            await TryAgainAsync(job, worker, "IMPORT_CONFLICT", j => j.Attempts, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && !SaveFailures.IsPassing(e))
        {
            // Not for ever: a row that no database takes would stop here each time.
            await TryAgainAsync(job, worker, "IMPORT_NOT_SAVED", j => j.Attempts * j.Attempts, ct);
        }
    }

    /// <summary>A first reading of the whole file: it can be read to its end, and its dates leave no doubt.</summary>
    private async Task<bool> ExamineAsync(ImportJob job, SalesMapping mapping, Guid worker, CancellationToken ct)
    {
        if (job.Examined)
        {
            return true;
        }

        using (var text = ImportFile.Open(scopes, job))
        {
            job.Delimiter = await SalesTable.DelimiterAsync(text, ct);
        }

        var dates = new DateColumn();
        await using var table = await SalesTable.OpenAsync(scopes, job, mapping, ct);
        while (await table.ReadAsync(ct))
        {
            if (table.RightLength)
            {
                dates.See(table[SalesMapping.Date]);
                dates.See(table[SalesMapping.DeliveredOn]);
            }

            if (table.Row % 100_000 == 0)
            {
                await ChangeAsync(job.Id, worker, static (_, _) => { }, ct);
            }
        }

        var formats = mapping.DateFormats ?? dates.Decide() ?? throw new UnreadableFile("IMPORT_DATE_AMBIGUOUS");
        (job.DateFormats, job.RowsTotal) = (string.Join('|', formats), table.Row);
        return await ChangeAsync(
            job.Id,
            worker,
            (j, _) => (j.Examined, j.Delimiter, j.DateFormats, j.RowsTotal) = (true, job.Delimiter, job.DateFormats, job.RowsTotal),
            ct);
    }

    private async Task<bool> WriteAsync(ImportJob job, SalesMapping mapping, Guid worker, CancellationToken ct)
    {
        await using var table = await SalesTable.OpenAsync(scopes, job, mapping, ct);
        while (table.Row < job.RowsRead && await table.ReadAsync(ct))
        {
        }

        var before = table.Row > 0 && table.RightLength ? table[SalesMapping.Number]?.Trim() : null;
        var reading = new DraftReading(
            table, mapping, job.DateFormats!.Split('|'), settings.Controller.DayOf(clock.GetUtcNow()), settings.Controller.Country, before);
        while (await BatchAsync(reading, ct) is { Count: > 0 } drafts)
        {
            await using var scope = scopes.CreateAsyncScope();
            var batch = ActivatorUtilities.CreateInstance<ImportBatch>(scope.ServiceProvider);
            if (!await batch.WriteAsync(job.Id, worker, mapping, drafts, ct))
            {
                return false;
            }
        }

        return true;
    }

    // Batches end between documents, so that work taken up again begins with a whole one.
    private static async Task<List<Draft>> BatchAsync(DraftReading reading, CancellationToken ct)
    {
        var (drafts, rows) = (new List<Draft>(), 0);
        while (rows < BatchRows && await reading.NextAsync(ct) is { } draft)
        {
            drafts.Add(draft);
            rows += draft.Rows;
        }

        return drafts;
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
        var db = scope.ServiceProvider.GetRequiredService<SalesDbContext>();
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
        var db = scope.ServiceProvider.GetRequiredService<SalesDbContext>();
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
