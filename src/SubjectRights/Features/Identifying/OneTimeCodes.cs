using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>The proportionate check of identity: a code to the address that the request came from. No papers (Art. 12(6)).</summary>
internal sealed class OneTimeCodes(SubjectRightsDbContext db, IdentifierHasher hasher, GdprSettings settings)
{
    private const int MostTries = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public void Send(SubjectRequest request, string email)
    {
        var code = Secrets.NewCode();
        db.Codes.Add(new OneTimeCode { RequestId = request.CorrelationId, CodeHash = HashOf(request.CorrelationId, code), ExpiresAt = db.Now + Life });
        var (subject, html) = Mails.Code(request, code, settings.Controller);
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

    /// <summary>Counts the try, whatever comes of it; the caller saves. Null when the code is right.</summary>
    public async Task<RuleError?> CheckAsync(Guid requestId, string? code, CancellationToken ct)
    {
        var sent = await db.Codes.FindAsync([requestId], ct);
        if (sent is null || sent.UsedAt is not null || sent.ExpiresAt < db.Now || sent.Tries >= MostTries)
        {
            return SubjectRightsErrors.CodeExpired;
        }

        sent.Tries++;
        if (sent.CodeHash != HashOf(requestId, (code ?? string.Empty).Trim()))
        {
            return SubjectRightsErrors.CodeWrong;
        }

        sent.UsedAt = db.Now;
        return null;
    }

    // Eight digits could be tried out against a plain hash: the key lies outside the database.
    private string HashOf(Guid requestId, string code) => hasher.Hash(new Identifier(IdentifierKind.ExternalId, $"code:{requestId}:{code}")).ToString();
}
