using Gdpr.Platform.Mail;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>The mail that carries a letter and the link to the case.</summary>
internal sealed class AnswerMail(SubjectRightsDbContext db, IConfiguration configuration)
{
    public const string Kind = "answer";

    public MailMessage Of(SubjectRequest request, string html, string to, string? secret)
    {
        var link = $"{configuration["Gdpr:PublicUrl"]?.TrimEnd('/') ?? "http://localhost:8080"}/{request.Language}/cases/{request.Reference}/{secret}";
        return new MailMessage
        {
            Id = db.NewId(),
            Kind = Kind,
            Reference = request.CorrelationId,
            To = to,
            Subject = Letter.SubjectOf(request),
            Html = html.Replace("</body>", $"<p><a href=\"{link}\">{link}</a></p></body>", StringComparison.Ordinal),
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        };
    }
}
