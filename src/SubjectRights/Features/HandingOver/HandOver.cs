using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.HandingOver;

/// <summary>
/// An answered case as one file for the supervisory authority (Arts. 5(2), 31, 58(1)): clock, steps, what was checked, the
/// answer, the correspondence while it is kept, and the audit trail with its seals. The person's copy itself is not in it.
/// </summary>
internal static class HandOver
{
    private static readonly JsonSerializerOptions Pretty = new(RoomJson.Options) { WriteIndented = true };

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/requests/{id:guid}/hand-over", Handle).WithSummary("An answered case for the supervisory authority (ZIP)");

    internal static async Task<IResult> Handle(
        Guid id, SubjectRightsDbContext db, CaseVault vault, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (row.CurrentState is not (RequestStates.Completed or RequestStates.PartiallyCompleted or RequestStates.Refused or RequestStates.Cancelled))
        {
            throw new RuleViolation(SubjectRightsErrors.CaseNotClosed);
        }

        var files = await CaseRecord.OfAsync(row, db, vault, http.WantsFrench(), ct);
        var zip = Pack(row, files, settings.Controller, http.Actor(), db.Now);
        db.Audit(http.Actor(), "case.handed-over", row.SubjectId, id, Digest(zip));
        db.Remember(id, http.Actor(), "HANDED_OVER");
        await db.SaveChangesAsync(ct);
        return TypedResults.File(zip, "application/zip", $"{row.Reference}-hand-over.zip");
    }

    private static byte[] Pack(SubjectRequest row, IReadOnlyList<CasePiece> pieces, Controller controller, string by, DateTimeOffset now)
    {
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schema = "https://gdpr.example/schemas/hand-over/1",
                row.Reference,
                row.Right,
                status = row.CurrentState,
                controller = new { controller.Name, controller.Country, controller.DpoName, controller.DpoEmail },
                handedOverBy = by,
                handedOverAt = now,
                missing = pieces.Where(p => p.Content is null).Select(p => new { p.Name, why = "CASE_FILE_DESTROYED_OR_NEVER_MADE" }),
                files = pieces.Where(p => p.Content is not null).Select(p => new { p.Name, bytes = p.Content!.Length, sha256 = Digest(p.Content) }),
            },
            Pretty);
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var piece in pieces.Where(p => p.Content is not null).Prepend(new CasePiece("manifest.json", manifest)))
            {
                using var entry = zip.CreateEntry(piece.Name, CompressionLevel.Optimal).Open();
                entry.Write(piece.Content);
            }
        }

        return buffer.ToArray();
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
