using System.Threading.Channels;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Platform.Modules;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>
/// Carries the rows of a file into the database: while one batch is written the next is prepared and the ones after it
/// are read. Batches are written one after the other, each with the job's progress.
/// </summary>
internal sealed class ImportPipeline(IServiceScopeFactory scopes, GdprSettings settings, TimeProvider clock)
{
    private const int BatchSize = 1000;
    private const int Ahead = 2;

    /// <summary>False when another worker has taken the job over.</summary>
    public async Task<bool> RunAsync(ImportJob job, ImportMapping mapping, Guid worker, CancellationToken ct)
    {
        var format = new FileFormat(job.FileKind, job.Encoding, job.Delimiter);
        await using var table = await format.OpenAsync(ImportFile.Open(scopes, job), ct);
        while (table.Row < job.RowsRead && await table.ReadAsync(ct))
        {
        }

        var rows = new RowReading(table, ImportColumns.Of(table.Header, mapping), TermsOf(job, mapping));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<List<ReadRow>>(Ahead);
        var reading = Task.Run(() => ReadAsync(table, rows, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            return await WriteAsync(batches.Reader, job.Id, mapping, worker, ct);
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private ReadingTerms TermsOf(ImportJob job, ImportMapping mapping)
    {
        var now = clock.GetUtcNow();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Controller.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return new ReadingTerms(mapping, job.DateFormats!.Split('|'), settings.Controller.Country, today, now);
    }

    // What goes wrong here is thrown where the batches are taken out.
    private static async Task ReadAsync(IFileTable table, RowReading rows, ChannelWriter<List<ReadRow>> batches, CancellationToken ct)
    {
        try
        {
            var batch = new List<ReadRow>(BatchSize);
            while (await table.ReadAsync(ct))
            {
                batch.Add(rows.Read());
                if (batch.Count == BatchSize)
                {
                    await batches.WriteAsync(batch, ct);
                    batch = new List<ReadRow>(BatchSize);
                }
            }

            if (batch.Count > 0)
            {
                await batches.WriteAsync(batch, ct);
            }

            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    private async Task<bool> WriteAsync(ChannelReader<List<ReadRow>> batches, Guid job, ImportMapping mapping, Guid worker, CancellationToken ct)
    {
        var writing = Task.FromResult(true);
        HashSet<string> before = [];
        try
        {
            await foreach (var rows in batches.ReadAllAsync(ct))
            {
                // A contact that the batch before is writing must be found.
                var names = NamesIn(rows);
                if (before.Overlaps(names) && !await writing)
                {
                    return false;
                }

                var batch = await PreparedAsync(rows, mapping, ct);
                if (!await OrDropAsync(writing, batch.Scope))
                {
                    return false;
                }

                (writing, before) = (CommitAsync(batch, job, worker, ct), names);
            }

            return await writing;
        }
        finally
        {
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(AsyncServiceScope Scope, ImportBatch Batch)> PreparedAsync(List<ReadRow> rows, ImportMapping mapping, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            var batch = ActivatorUtilities.CreateInstance<ImportBatch>(scope.ServiceProvider);
            await batch.PrepareAsync(mapping, rows, ct);
            return (scope, batch);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> OrDropAsync(Task<bool> writing, AsyncServiceScope scope)
    {
        var written = false;
        try
        {
            return written = await writing;
        }
        finally
        {
            if (!written)
            {
                await scope.DisposeAsync();
            }
        }
    }

    private static async Task<bool> CommitAsync((AsyncServiceScope Scope, ImportBatch Batch) prepared, Guid job, Guid worker, CancellationToken ct)
    {
        await using (prepared.Scope)
        {
            await Task.Yield();
            return await prepared.Batch.CommitAsync(job, worker, ct);
        }
    }

    private static HashSet<string> NamesIn(List<ReadRow> rows)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.Key is not null))
        {
            names.Add(row.Key!);
            names.UnionWith(row.Change.ExternalIds);
        }

        return names;
    }
}
