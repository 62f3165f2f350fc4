using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Sagas;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Corresponding;

/// <summary>Tells every address of the person but the one that asked that an erasure is about to be carried out, once.</summary>
internal sealed class GiveNoticeConsumer(SubjectRightsDbContext db, CaseVault vault, IdentifierHasher hasher, RoadSettings road, GdprSettings settings, IConfiguration configuration)
    : IConsumer<GiveNotice>
{
    public async Task Consume(ConsumeContext<GiveNotice> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == id, ct);
        if (await vault.OpenAsync(id, ct) is not { Secret: { } secret } file || await db.Mails.AnyAsync(m => m.Reference == id && m.Kind == Road.NoticeMail, ct))
        {
            return;
        }

        var link = $"{configuration["Gdpr:PublicUrl"]?.TrimEnd('/') ?? "http://localhost:8080"}/{request.Language}/cases/{request.Reference}/stop/{StopErasure.TokenOf(secret)}";
        var (subject, html) = Mails.Notice(request, link, (int)road.NoticeStands.TotalHours, settings.Controller);
        db.Mails.AddRange(OtherAddresses.Of(file.Identifiers, request.IdentifierHash, hasher).Select(to => new MailMessage
        {
            Id = db.NewId(), Kind = Road.NoticeMail, Reference = id, To = to, Subject = subject, Html = html, CreatedAt = db.Now, AvailableAt = db.Now,
        }));
    }
}
