using System.Text;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Writes letter and certificate from what the saga knows to be verified, and mails the letter with the case link.</summary>
internal sealed class PrepareAnswerConsumer(SubjectRightsDbContext db, CaseVault vault, GdprSettings settings, IConfiguration configuration) : IConsumer<PrepareAnswer>
{
    public async Task Consume(ConsumeContext<PrepareAnswer> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == id, ct);
        if (request.AnswerNumber != context.Message.Number || await vault.OpenAsync(id, ct) is not { } file)
        {
            return;
        }

        var reason = await db.History.Where(h => h.RequestId == id && h.Code == "REFUSAL").OrderByDescending(h => h.Id).Select(h => h.Reason).FirstOrDefaultAsync(ct);
        var letter = new Letter(request, settings, db.Now, request.Refusing ? reason : null);
        var html = letter.Html();
        await db.InTransactionAsync(
            async token =>
            {
                await vault.WriteFileAsync(id, FileKinds.Letter, Encoding.UTF8.GetBytes(html), token);
                await vault.WriteFileAsync(id, FileKinds.Certificate, Certificate.Write(request, settings, db.Now), token);
            },
            ct);
        if (file.ReplyTo is { } address)
        {
            db.Mails.Add(Mail(request, letter.Subject, html, address, file.Secret));
        }

        db.Remember(id, "system", request.Refusing ? "REFUSAL_ANSWERED" : request.AllVerified ? "ANSWERED" : "ANSWERED_IN_PART");
        db.Send(ParticipationEndpoints.Saga, new AnswerPrepared(id, context.Message.Number));
    }

    private MailMessage Mail(SubjectRequest request, string subject, string html, string to, string? secret)
    {
        var link = $"{configuration["Gdpr:PublicUrl"]?.TrimEnd('/') ?? "http://localhost:8080"}/{request.Language}/cases/{request.Reference}/{secret}";
        return new MailMessage
        {
            Id = db.NewId(),
            Kind = "answer",
            Reference = request.CorrelationId,
            To = to,
            Subject = subject,
            Html = html.Replace("</body>", $"<p><a href=\"{link}\">{link}</a></p></body>", StringComparison.Ordinal),
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        };
    }
}
