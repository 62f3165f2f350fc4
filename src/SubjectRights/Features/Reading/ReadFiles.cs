using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>The package, the certificate and the letter of a request, while its case lasts.</summary>
internal static class ReadFiles
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/requests/{id:guid}/package", (Guid id, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct) =>
            FileAsync(id, FileKinds.Package, "application/zip", SubjectRightsErrors.PackageNotReady, db, vault, http, ct)).WithSummary("The person's data (ZIP)");
        api.MapGet("/requests/{id:guid}/certificate", (Guid id, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct) =>
            FileAsync(id, FileKinds.Certificate, "application/json", SubjectRightsErrors.AnswerNotReady, db, vault, http, ct)).WithSummary("The proof, without directly identifying data");
        api.MapGet("/requests/{id:guid}/letter", LetterAsync).WithSummary("The answer as it was written to the person: ?format=html or pdf");
    }

    private static async Task<IResult> LetterAsync(
        Guid id, string? format, SubjectRightsDbContext db, CaseVault vault, PdfPrinter printer, HttpContext http, CancellationToken ct)
    {
        if (format is not (null or "html" or "pdf"))
        {
            return Problems.From(SubjectRightsErrors.FormatUnknown);
        }

        var file = await FileAsync(id, FileKinds.Letter, "text/html; charset=utf-8", SubjectRightsErrors.AnswerNotReady, db, vault, http, ct);
        return format == "pdf" && file is FileContentHttpResult letter
            ? TypedResults.File(await printer.PrintAsync(letter.FileContents.ToArray(), ct), "application/pdf")
            : file;
    }

    private static async Task<IResult> FileAsync(
        Guid id, string kind, string type, RuleError missing, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (await (kind == FileKinds.Certificate ? vault.ReadCertificateAsync(id, ct) : vault.ReadFileAsync(id, kind, ct)) is not { } content)
        {
            return Problems.From(missing);
        }

        db.Audit(http.Actor(), $"{kind}.read", row.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.File(content, type, kind == FileKinds.Package ? $"{row.Reference}.zip" : null);
    }
}

/// <summary>The files of a case.</summary>
internal static class FileKinds
{
    public const string Package = "package";
    public const string Certificate = "certificate";
    public const string Letter = "letter";
}
