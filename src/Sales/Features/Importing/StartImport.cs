using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Gdpr.Sales.Features.Importing;

/// <summary>A file of orders or invoices comes in: it is stored sealed, and imported after the answer.</summary>
internal static class StartImport
{
    private const int LargestMapping = 64 * 1024;
    private static readonly RuleError NotMultipart = new("IMPORT_NOT_MULTIPART", "Send multipart/form-data with the parts 'file' and 'mapping'.", 415);
    private static readonly RuleError FileMissing = new("IMPORT_FILE_MISSING", "The part 'file' is missing.", 422);
    private static readonly RuleError MappingMissing = new("IMPORT_MAPPING_MISSING", "The part 'mapping' is missing.", 422);
    private static readonly RuleError MappingTooLong = new("IMPORT_MAPPING_TOO_LONG", "The mapping is longer than 64 KiB.", 413);

    internal sealed record Response(Guid Id, ImportStatus Status);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/imports", Handle)
            .WithIdempotency<SalesDbContext>()
            .WithMetadata(new RequestSizeLimitAttribute(ImportUpload.LargestFile + (1024 * 1024)))
            .WithName("StartSalesImport")
            .WithSummary("Import a CSV file of orders or invoices");

    internal static async Task<Accepted<Response>> Handle(
        SalesDbContext db, IServiceScopeFactory scopes, ImportSignal signal, HttpContext http, CancellationToken ct)
    {
        var id = db.NewId();
        var key = Vault.NewKey();
        await OpenAsync(scopes, id, key, ct);
        try
        {
            var upload = new ImportUpload(scopes);
            var mapping = await TakeAsync(http, upload, id, key, ct);
            _ = SalesMapping.Parse(mapping);
            var job = await db.Imports.SingleAsync(i => i.Id == id, ct);
            (job.Status, job.Mapping, job.Chunks, job.IsUtf8) = (ImportStatus.Queued, mapping, upload.Chunks, upload.IsUtf8);
            db.Audit(http.Actor(), "import.started", reference: id);
            await db.SaveChangesAsync(ct);
        }
        catch
        {
            await DropAsync(scopes, id);
            throw;
        }

        signal.Wake();
        return TypedResults.Accepted($"/api/sales/imports/{id}", new Response(id, ImportStatus.Queued));
    }

    private static async Task<string> TakeAsync(HttpContext http, ImportUpload upload, Guid id, byte[] key, CancellationToken ct)
    {
        var (file, mapping) = (false, default(string));
        var reader = new MultipartReader(Boundary(http.Request), http.Request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            switch (section.GetContentDispositionHeader()?.Name.Value?.Trim('"'))
            {
                case "file" when !file:
                    await upload.TakeAsync(id, key, section.Body, ct);
                    file = true;
                    break;
                case "mapping" when mapping is null:
                    mapping = await TextAsync(section.Body, ct);
                    break;
            }
        }

        return file ? mapping ?? throw new RuleViolation(MappingMissing) : throw new RuleViolation(FileMissing);
    }

    private static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary
            ? boundary
            : throw new RuleViolation(NotMultipart);

    private static async Task<string> TextAsync(Stream body, CancellationToken ct)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[LargestMapping + 1];
        var read = await reader.ReadBlockAsync(buffer, ct);
        return read <= LargestMapping ? new string(buffer, 0, read) : throw new RuleViolation(MappingTooLong);
    }

    // The job stands before its pieces, in a commit of its own: what a crash leaves behind is found and dropped.
    private static async Task OpenAsync(IServiceScopeFactory scopes, Guid id, byte[] key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SalesDbContext>();
        db.Imports.Add(new ImportJob { Id = id, CreatedAt = db.Now, Key = key, Status = ImportStatus.Uploading });
        await db.SaveChangesAsync(ct);
    }

    private static async Task DropAsync(IServiceScopeFactory scopes, Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SalesDbContext>();
        await db.DropImportsAsync(db.Imports.Where(i => i.Id == id), CancellationToken.None);
    }
}
