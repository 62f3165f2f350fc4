using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sylvan.Data.Csv;

namespace Gdpr.Consent.Features.Importing;

/// <summary>
/// Takes the choices that another product holds: our contract as CSV or NDJSON, or the exports of Mailchimp and Brevo as
/// they are. Read row by row and committed by hundreds; a file cut off comes again, and what was taken stays as it was.
/// </summary>
internal static class ImportConsents
{
    private const int BatchSize = 200;
    private const long LargestFile = 1024L * 1024 * 1024;
    private const string Lines = "application/x-ndjson";

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/imports", HandleAsync)
            .Accepts<string>("text/csv", Lines)
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .WithName(nameof(ImportConsents))
            .WithSummary("Import consents and refusals from a file (own columns, Mailchimp, Brevo)");

    internal static async Task<Results<Ok<ImportCounts>, ProblemHttpResult>> HandleAsync(
        string? purpose, Guid? noticeId, string? status, ConsentDbContext db, ImportBatch batch, HttpContext http, CancellationToken ct)
    {
        var type = http.Request.GetTypedHeaders().ContentType?.MediaType.Value;
        if (purpose is not null)
        {
            await db.PurposeAsync(purpose, ct);
        }

        try
        {
            await using var cells = await Cells.OpenAsync(http.Request.Body, type == Lines, ct);
            var counts = await ReadAsync(cells, new ImportDefaults(purpose, noticeId, status), db, batch, ct);
            db.Audit(http.Actor(), "consents.imported");
            await db.SaveChangesAsync(ct);
            return TypedResults.Ok(counts);
        }
        catch (RowRefused e)
        {
            return Problems.Create(422, e.Code, "The file is not of a kind that is understood.");
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException or System.Text.DecoderFallbackException)
        {
            return Problems.Create(422, "IMPORT_MALFORMED", "The file cannot be read to its end; what came before it is taken.");
        }
    }

    private static async Task<ImportCounts> ReadAsync(Cells cells, ImportDefaults defaults, ConsentDbContext db, ImportBatch batch, CancellationToken ct)
    {
        var (counts, shape, rows) = (new ImportCounts(), RowShapes.Of(cells), new List<(long, ImportRow)>(BatchSize));
        while (await cells.ReadAsync(ct))
        {
            counts.Read();
            try
            {
                rows.Add((counts.RowsRead, shape(cells, defaults)));
            }
            catch (RowRefused e)
            {
                counts.Reject(counts.RowsRead, e);
            }

            if (rows.Count == BatchSize)
            {
                await WriteAsync();
            }
        }

        await WriteAsync();
        return counts;

        async Task WriteAsync()
        {
            await db.InTransactionAsync(token => batch.WriteAsync(rows, counts, token), ct);
            db.ChangeTracker.Clear();
            rows.Clear();
        }
    }
}
