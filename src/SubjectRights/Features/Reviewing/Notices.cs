using Gdpr.Kernel;
using Gdpr.Platform.Mail;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>What the person is told before a step counts: a mail that must have left, or a letter that staff have posted.</summary>
internal static class Notices
{
    public static MailMessage Of(SubjectRightsDbContext db, Guid requestId, string kind, string? to, DateTimeOffset? postedAt, (string Subject, string Html) text)
    {
        var posted = postedAt is not null;
        if (!posted && to is null)
        {
            throw new RuleViolation(SubjectRightsErrors.ReplyMissing);
        }

        var mail = new MailMessage
        {
            Id = db.NewId(),
            Kind = kind,
            Reference = requestId,
            To = posted ? null : to,
            Subject = posted ? null : text.Subject,
            Html = posted ? null : text.Html,
            CreatedAt = db.Now,
            AvailableAt = db.Now,
            SentAt = postedAt,
        };
        db.Mails.Add(mail);
        return mail;
    }
}
