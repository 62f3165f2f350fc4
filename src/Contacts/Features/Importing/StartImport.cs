using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>A file of contacts comes in: it is stored sealed, and imported after the answer.</summary>
internal static class StartImport
{
    private const string Later = "later";
    private const int MostHeardOut = 64 * 1024 * 1024;
    private static readonly RuleError MappingMissing = new("IMPORT_MAPPING_MISSING", "The part 'mapping' is missing; 'proposed' takes what the header proposes, 'later' waits for it.", 422);

    internal sealed record Response(Guid Id, ImportStatus Status);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/imports", Handle)
            .WithIdempotency<ContactsDbContext>()
            .WithMetadata(new RequestSizeLimitAttribute(ImportUpload.LargestFile + (1024 * 1024)))
            .WithName(nameof(StartImport))
            .WithSummary("Import a CSV or vCard file of contacts");

    internal static async Task<Accepted<Response>> Handle(
        ContactsDbContext db, IServiceScopeFactory scopes, ImportSignal signal, HttpContext http, CancellationToken ct)
    {
        var id = db.NewId();
        var key = Vault.NewKey();
        await OpenAsync(scopes, id, key, ct);
        try
        {
            var form = await TakeAsync(http, scopes, id, key, db.Now, ct);
            var job = await db.Imports.SingleAsync(i => i.Id == id, ct);
            (job.Chunks, job.Encoding, job.Status) = (form.Chunks, form.Encoding, ImportStatus.AwaitingMapping);
            if (form.Mapping is not null)
            {
                job.Begin(form.Mapping);
            }

            db.Audit(http.Actor(), "import.started", reference: id);
            await db.SaveChangesAsync(ct);
            signal.Wake();
            return TypedResults.Accepted($"/api/contacts/imports/{id}", new Response(id, job.Status));
        }
        catch (Exception e)
        {
            await DropAsync(scopes, id);
            if (e is RuleViolation)
            {
                await HearOutAsync(http.Request.Body, ct);
            }

            throw;
        }
    }

    // Whoever is cut off while still sending never hears why: a file of usual size is heard to its end.
    private static async Task HearOutAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[ImportUpload.ChunkSize];
        try
        {
            for (var heard = 0; heard < MostHeardOut && await body.ReadAsync(buffer, ct) is var read and > 0; heard += read)
            {
            }
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException)
        {
            // Whoever has hung up wants no answer.
        }
    }

    private static async Task<Form> TakeAsync(HttpContext http, IServiceScopeFactory scopes, Guid id, byte[] key, DateTimeOffset now, CancellationToken ct)
    {
        var (upload, evidence, mapping, later) = (default(ImportUpload), default(EncodingEvidence), default(string), false);
        var reader = new MultipartReader(ImportForm.Boundary(http.Request), http.Request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            switch (section.GetContentDispositionHeader()?.Name.Value?.Trim('"'))
            {
                case "file" when upload is null:
                    evidence = new EncodingEvidence(mapping is null ? null : MappingJson.Read(mapping).File.Encoding);
                    upload = new ImportUpload(scopes, evidence);
                    await upload.TakeAsync(id, key, section.Body, ct);
                    break;
                case "mapping" when mapping is null:
                    mapping = await ImportForm.MappingAsync(section.Body, ct);
                    later = mapping.Trim() == Later;
                    mapping = later ? null : mapping;
                    break;
            }
        }

        if (upload is null)
        {
            throw new RuleViolation(ImportForm.FileMissing);
        }

        var encoding = evidence!.Decide(said: mapping is null ? null : MappingJson.Read(mapping).File.Encoding);
        return new Form(later ? null : Demanded(mapping, evidence.IsVCard, now), upload.Chunks, encoding);
    }

    /// <summary>A vCard says itself what its lines mean; of a table nobody should have to guess.</summary>
    internal static string Demanded(string? text, bool isVCard, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return isVCard ? "{}" : throw new RuleViolation(MappingMissing);
        }

        var mapping = MappingJson.Read(text);
        if (ProvenanceStated.Problem(mapping.Provenance, now) is { } problem)
        {
            throw new RuleViolation(problem);
        }

        return mapping.Proposed || mapping.HasKey || isVCard || mapping.File.Kind == FileKind.VCard ? text : throw new RuleViolation(MappingJson.KeyMissing);
    }

    // The job stands before its pieces, in a commit of its own: what a crash leaves behind is found and dropped.
    private static async Task OpenAsync(IServiceScopeFactory scopes, Guid id, byte[] key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContactsDbContext>();
        db.Imports.Add(new ImportJob { Id = id, CreatedAt = db.Now, Key = key, Status = ImportStatus.Uploading });
        await db.SaveChangesAsync(ct);
    }

    private static async Task DropAsync(IServiceScopeFactory scopes, Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContactsDbContext>();
        await db.DropImportsAsync(db.Imports.Where(i => i.Id == id), CancellationToken.None);
    }

    private sealed record Form(string? Mapping, int Chunks, string Encoding);
}
