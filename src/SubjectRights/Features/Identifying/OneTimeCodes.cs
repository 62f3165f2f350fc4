using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>The proportionate check of identity: a code to the address that the request came from. No papers (Art. 12(6)).</summary>
internal sealed class OneTimeCodes(SubjectRightsDbContext db, IdentifierHasher hasher, GdprSettings settings, IConfiguration configuration)
{
    private const int MostTries = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public void Send(SubjectRequest request, string email)
    {
        var code = Secrets.NewCode();
        db.Codes.Add(new OneTimeCode { RequestId = request.CorrelationId, CodeHash = HashOf(request.CorrelationId, code), ExpiresAt = db.Now + Life });
        Mail(request, email, code);
    }

    /// <summary>
    /// Another code once the last has expired; false while it has not: one at a time, so that nobody tries without end or
    /// fills a mailbox.
    /// </summary>
    public async Task<bool> SendAgainAsync(SubjectRequest request, string email, CancellationToken ct)
    {
        var (id, now, code) = (request.CorrelationId, db.Now, Secrets.NewCode());
        var (hash, end) = (HashOf(id, code), now + Life);
        var renewed = await db.WriteAsync(
            () => db.Codes.Where(c => c.RequestId == id && c.UsedAt == null && c.ExpiresAt < now).ExecuteUpdateAsync(
                s => s.SetProperty(c => c.CodeHash, hash).SetProperty(c => c.ExpiresAt, end).SetProperty(c => c.Tries, 0), ct),
            ct);
        if (renewed == 1)
        {
            Mail(request, email, code);
        }

        return renewed == 1;
    }

    /// <summary>
    /// Counts the try, whatever comes of it, by the database's own sum: many at once are not more tries. Null when the code
    /// is right; whoever asks commits, so that the use of a code and what it proves are one.
    /// </summary>
    public async Task<RuleError?> CheckAsync(Guid requestId, string? code, CancellationToken ct)
    {
        var (now, hash) = (db.Now, HashOf(requestId, (code ?? string.Empty).Trim()));
        var open = db.Codes.Where(c => c.RequestId == requestId && c.UsedAt == null);
        var counted = await db.WriteAsync(
            () => open.Where(c => c.ExpiresAt >= now && c.Tries < MostTries).ExecuteUpdateAsync(s => s.SetProperty(c => c.Tries, c => c.Tries + 1), ct), ct);
        if (counted == 0)
        {
            return SubjectRightsErrors.CodeExpired;
        }

        var used = await db.WriteAsync(() => open.Where(c => c.CodeHash == hash).ExecuteUpdateAsync(s => s.SetProperty(c => c.UsedAt, now), ct), ct);
        return used == 1 ? null : SubjectRightsErrors.CodeWrong;
    }

    private void Mail(SubjectRequest request, string email, string code)
    {
        var (subject, html) = Mails.Code(request, code, $"{configuration["Gdpr:PublicUrl"]?.TrimEnd('/') ?? "http://localhost:8080"}/{request.Language}/identity/{request.Reference}", settings.Controller);
        db.Mails.Add(new MailMessage
        {
            Id = db.NewId(),
            Kind = "identity-code",
            Reference = request.CorrelationId,
            To = email,
            Subject = subject,
            Html = html,
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        });
    }

    // Eight digits could be tried out against a plain hash: the key lies outside the database.
    private string HashOf(Guid requestId, string code) => hasher.Hash(new Identifier(IdentifierKind.ExternalId, $"code:{requestId}:{code}")).ToString();
}
