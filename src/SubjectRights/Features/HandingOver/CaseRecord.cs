using System.Text.Json;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.HandingOver;

/// <summary>One file of a case that is handed over; no content when it was destroyed with the case's key, or never made.</summary>
internal sealed record CasePiece(string Name, byte[]? Content);

/// <summary>Gathers what there is to show of a case.</summary>
internal static class CaseRecord
{
    private static readonly JsonSerializerOptions Pretty = new(RoomJson.Options) { WriteIndented = true };

    public static async Task<IReadOnlyList<CasePiece>> OfAsync(SubjectRequest row, SubjectRightsDbContext db, CaseVault vault, bool french, CancellationToken ct)
    {
        var id = row.CorrelationId;
        var open = await vault.OpenAsync(id, ct);
        var warnings = await db.Warnings.AsNoTracking().Where(w => w.RequestId == id).ToListAsync(ct);
        var messages = await vault.ReadMessagesAsync(id, ct);
        return
        [
            Piece("request.json", ReadRequest.Of(row, warnings, db.Now, french)),
            Piece("requester.json", open is null ? null : new { row.Capacity, open.Requester?.Name, open.Requester?.Mandate, row.IdentityMethod }),
            Piece("history.json", await db.History.AsNoTracking().Where(h => h.RequestId == id).OrderBy(h => h.Id).Select(h => new { h.At, h.Actor, h.Code, h.Reason }).ToListAsync(ct)),
            Piece("correspondence.json", open is null ? null : messages.Select(m => new { m.Message.At, m.Message.FromPerson, m.Text }).ToList()),
            Piece("recipients.json", await db.Notices.AsNoTracking().Where(n => n.RequestId == id).OrderBy(n => n.Id).Select(n => new { n.Recipient, n.At, n.ToldAt, n.ToldBy }).ToListAsync(ct)),
            Piece("tasks.json", await db.Tasks.AsNoTracking().Where(t => t.RequestId == id).OrderBy(t => t.Code).ThenBy(t => t.About).Select(t => new { t.Code, t.About, t.OpenedAt, t.Owner, t.DoneAt }).ToListAsync(ct)),
            Piece("audit.json", await AuditAsync(db, id, ct)),
            new CasePiece("letter.html", await vault.ReadFileAsync(id, FileKinds.Letter, ct)),
            new CasePiece("certificate.json", await vault.ReadCertificateAsync(id, ct)),
        ];
    }

    // With the place of each entry in the chain, so that verify-audit can be asked about it.
    private static async Task<object> AuditAsync(SubjectRightsDbContext db, Guid id, CancellationToken ct) =>
        await (from entry in db.AuditEntries.AsNoTracking()
               where entry.Reference == id
               join seal in db.AuditSeals on entry.Id equals seal.EntryId into seals
               from seal in seals.DefaultIfEmpty()
               orderby entry.Id
               select new { entry.Id, entry.At, entry.Actor, entry.Code, entry.Digest, sequence = (long?)seal!.Sequence, seal = seal.Digest }).ToListAsync(ct);

    private static CasePiece Piece(string name, object? content) =>
        new(name, content is null ? null : JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), Pretty));
}
