using System.Text.Json;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>A file that came with <c>mapping=later</c>: what its columns seem to be, what they are, or that it is not wanted after all.</summary>
internal static class MapImport
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/imports/{id:guid}/proposal", ProposeAsync).WithName("ReadImportProposal").WithSummary("Propose a mapping for a file that waits for one");
        api.MapPost("/imports/{id:guid}/mapping", MapAsync).WithName(nameof(MapImport)).WithSummary("Say what the columns of a waiting file are; its import begins")
            .WithIdempotency<ContactsDbContext>();
        api.MapDelete("/imports/{id:guid}", DropAsync).WithName("DropImport").WithSummary("Take back a file that waits for its mapping; it is destroyed");
    }

    internal static async Task<Ok<ProposeMappingResponse>> ProposeAsync(Guid id, ContactsDbContext db, IServiceScopeFactory scopes, CancellationToken ct)
    {
        var job = await WaitingAsync(db, id, ct);
        var format = await FormatAsync(scopes, job, FileStatement.None, ct);
        try
        {
            await using var table = await format.OpenAsync(ImportFile.Open(scopes, job), ct);
            return TypedResults.Ok(await ProposeMappingResponse.OfAsync(format, table, ImportMapping.Nothing, ct));
        }
        catch (UnreadableFile broken)
        {
            throw ProposeMappingResponse.Refuse(broken);
        }
    }

    internal static async Task<Accepted<StartImport.Response>> MapAsync(
        Guid id, JsonElement mapping, ContactsDbContext db, IServiceScopeFactory scopes, ImportSignal signal, HttpContext http, CancellationToken ct)
    {
        var job = await WaitingAsync(db, id, ct);
        var text = ImportForm.Demanded(mapping.GetRawText());
        var stated = MappingJson.Read(text);
        if (stated.File.Encoding is { } encoding && TextEncodings.Named(encoding) != job.Encoding)
        {
            throw new RuleViolation(FileErrors.EncodingWrong);
        }

        var format = await FormatAsync(scopes, job, stated.File, ct);
        job.Begin(StartImport.Demanded(text, format.Kind == FileKind.VCard, db.Now));
        db.Audit(http.Actor(), "import.mapped", reference: id);
        await db.SaveChangesAsync(ct);
        signal.Wake();
        return TypedResults.Accepted($"/api/contacts/imports/{id}", new StartImport.Response(id, job.Status));
    }

    internal static async Task<NoContent> DropAsync(Guid id, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        var job = await WaitingAsync(db, id, ct);
        job.End(ImportStatus.Failed, "IMPORT_TAKEN_BACK", db.Now);
        db.Audit(http.Actor(), "import.takenBack", reference: id);
        await db.SaveChangesAsync(ct);
        await db.DropPiecesAsync(id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<FileFormat> FormatAsync(IServiceScopeFactory scopes, ImportJob job, FileStatement stated, CancellationToken ct)
    {
        try
        {
            using var text = ImportFile.Open(scopes, job);
            return await FileHead.FormatAsync(text, job.Encoding, stated, ct);
        }
        catch (UnreadableFile broken)
        {
            throw ProposeMappingResponse.Refuse(broken);
        }
    }

    private static async Task<ImportJob> WaitingAsync(ContactsDbContext db, Guid id, CancellationToken ct)
    {
        var job = await db.Imports.SingleOrDefaultAsync(i => i.Id == id && i.Status != ImportStatus.Uploading, ct)
            ?? throw new RuleViolation(ContactsErrors.ImportNotFound);
        return job.Status == ImportStatus.AwaitingMapping ? job : throw new RuleViolation(ContactsErrors.ImportNotWaiting);
    }
}
