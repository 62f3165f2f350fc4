using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Privacy;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reading;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>What a case file says: every identifier ever known, where the answer goes, what the person asked for.</summary>
internal sealed record CaseContent(
    IReadOnlyList<SubjectId> Subjects, IReadOnlyList<CaseIdentifier> Identifiers, string? ReplyTo, string? Secret, RequestDetails Asked, Requester? Requester);

/// <summary>Who asks in the person's place, and by what right.</summary>
internal sealed record Requester(string Name, string? Mandate);

/// <summary>
/// Seals case files and the files of a case under one key per case. Erasing never touches it; destroying the key is
/// the end of all of it, in every copy.
/// </summary>
internal sealed class CaseVault(SubjectRightsDbContext db, IDataProtectionProvider protection)
{
    private const int ChunkSize = 256 * 1024;
    private readonly IDataProtector _protector = protection.CreateProtector("Gdpr.SubjectRights.CaseKey.v1");
    private readonly IDataProtector _certificates = protection.CreateProtector("Gdpr.SubjectRights.Certificate.v1");

    public void Create(Guid requestId, CaseContent content)
    {
        var key = Vault.NewKey();
        db.CaseFiles.Add(new CaseFileRecord { RequestId = requestId, WrappedKey = _protector.Protect(key), Box = Seal(key, requestId, content) });
    }

    /// <summary>Null once the key is destroyed.</summary>
    public async Task<CaseContent?> OpenAsync(Guid requestId, CancellationToken ct)
    {
        var record = await db.CaseFiles.SingleOrDefaultAsync(c => c.RequestId == requestId, ct);
        if (record?.WrappedKey is null || record.Box is null)
        {
            return null;
        }

        var plain = Vault.Open(_protector.Unprotect(record.WrappedKey), record.Box, requestId.ToByteArray());
        return JsonSerializer.Deserialize<CaseContent>(plain, RoomJson.Options);
    }

    public async Task UpdateAsync(Guid requestId, CaseContent content, CancellationToken ct)
    {
        var record = await db.CaseFiles.SingleAsync(c => c.RequestId == requestId, ct);
        record.Box = Seal(_protector.Unprotect(record.WrappedKey!), requestId, content);
    }

    /// <summary>Replaces a file of the case; it is saved with the current changes.</summary>
    public async Task WriteFileAsync(Guid requestId, string kind, byte[] content, CancellationToken ct)
    {
        var key = await KeyAsync(requestId, ct) ?? throw new InvalidOperationException("The case is closed.");
        db.Files.RemoveRange(await db.Files.Where(f => f.RequestId == requestId && f.Kind == kind).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        var index = 0;
        foreach (var chunk in content.Chunk(ChunkSize))
        {
            db.Files.Add(new FileChunk { RequestId = requestId, Kind = kind, Index = index, Box = Vault.Seal(key, chunk, Context(requestId, kind, index)) });
            index++;
        }
    }

    /// <summary>Replaces the certificate, which names nobody: it outlives the case's key, for the period of the rights file.</summary>
    public async Task WriteCertificateAsync(Guid requestId, byte[] certificate, CancellationToken ct)
    {
        db.Files.RemoveRange(await db.Files.Where(f => f.RequestId == requestId && f.Kind == FileKinds.Certificate).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        db.Files.Add(new FileChunk { RequestId = requestId, Kind = FileKinds.Certificate, Index = 0, Box = _certificates.Protect(certificate) });
    }

    public async Task<byte[]?> ReadCertificateAsync(Guid requestId, CancellationToken ct)
    {
        var box = await db.Files.AsNoTracking().Where(f => f.RequestId == requestId && f.Kind == FileKinds.Certificate).Select(f => f.Box).SingleOrDefaultAsync(ct);
        return box is null ? null : _certificates.Unprotect(box);
    }

    /// <summary>Null when there is no such file, or its key is gone.</summary>
    public async Task<byte[]?> ReadFileAsync(Guid requestId, string kind, CancellationToken ct)
    {
        var key = await KeyAsync(requestId, ct);
        var chunks = await db.Files.AsNoTracking().Where(f => f.RequestId == requestId && f.Kind == kind).OrderBy(f => f.Index).ToListAsync(ct);
        return key is null || chunks.Count == 0
            ? null
            : [.. chunks.SelectMany(c => Vault.Open(key, c.Box, Context(requestId, kind, c.Index)))];
    }

    /// <summary>Adds a message to the correspondence; it is saved with the current changes.</summary>
    public async Task<CaseMessage> WriteMessageAsync(Guid requestId, string text, bool fromPerson, Guid? mailId, CancellationToken ct)
    {
        var key = await KeyAsync(requestId, ct) ?? throw new RuleViolation(SubjectRightsErrors.CaseOver);
        var id = db.NewId();
        var box = Vault.Seal(key, System.Text.Encoding.UTF8.GetBytes(text), Context(requestId, "message", 0));
        return db.Messages.Add(new CaseMessage { Id = id, RequestId = requestId, At = db.Now, FromPerson = fromPerson, MailId = mailId, Box = box }).Entity;
    }

    /// <summary>The correspondence, oldest first; empty once the key is destroyed.</summary>
    public async Task<IReadOnlyList<(CaseMessage Message, string Text)>> ReadMessagesAsync(Guid requestId, CancellationToken ct)
    {
        var key = await KeyAsync(requestId, ct);
        var rows = await db.Messages.AsNoTracking().Where(m => m.RequestId == requestId && m.Box != null).OrderBy(m => m.Id).ToListAsync(ct);
        return key is null ? [] : [.. rows.Select(m => (m, System.Text.Encoding.UTF8.GetString(Vault.Open(key, m.Box!, Context(requestId, "message", 0)))))];
    }

    /// <summary>Seals other words in the place of a message; saved with the current changes.</summary>
    public async Task RewriteMessageAsync(Guid messageId, string text, CancellationToken ct)
    {
        var message = await db.Messages.SingleAsync(m => m.Id == messageId, ct);
        var key = await KeyAsync(message.RequestId, ct) ?? throw new RuleViolation(SubjectRightsErrors.CaseOver);
        message.Box = Vault.Seal(key, System.Text.Encoding.UTF8.GetBytes(text), Context(message.RequestId, "message", 0));
    }

    private async Task<byte[]?> KeyAsync(Guid requestId, CancellationToken ct)
    {
        var wrapped = await db.CaseFiles.Where(c => c.RequestId == requestId).Select(c => c.WrappedKey).SingleOrDefaultAsync(ct);
        return wrapped is null ? null : _protector.Unprotect(wrapped);
    }

    private static byte[] Seal(byte[] key, Guid requestId, CaseContent content) =>
        Vault.Seal(key, JsonSerializer.SerializeToUtf8Bytes(content, RoomJson.Options), requestId.ToByteArray());

    private static byte[] Context(Guid requestId, string kind, int index) => [.. requestId.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes($"{kind}/{index}")];
}
