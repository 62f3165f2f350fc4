using System.Text;
using Gdpr.Messages.SubjectRights;
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
internal sealed class PrepareAnswerConsumer(SubjectRightsDbContext db, CaseVault vault, StatedFacts facts, AnswerMail mails, GdprSettings settings, IConfiguration configuration)
    : IConsumer<PrepareAnswer>
{
    private const string DelayReason = "DELAY_REASON";
    private static readonly string[] Said = ["REFUSAL_ANSWERED", "ANSWERED", "ANSWERED_IN_PART"];

    public async Task Consume(ConsumeContext<PrepareAnswer> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == id, ct);
        if (request.AnswerNumber != context.Message.Number || await vault.OpenAsync(id, ct) is not { } file)
        {
            return;
        }

        // Asked again because the word of it was late: the person gets one letter, not two.
        if (await db.History.CountAsync(h => h.RequestId == id && Said.Contains(h.Code), ct) >= context.Message.Number)
        {
            db.Send(ParticipationEndpoints.Saga, new AnswerPrepared(id, context.Message.Number));
            return;
        }

        var content = await ContentAsync(request, ct);
        var letter = new Letter(content);
        var html = letter.Html();
        var (certificate, digest) = Certificate.Write(request, settings, db.Now);
        await db.InTransactionAsync(
            async token =>
            {
                await vault.WriteFileAsync(id, FileKinds.Letter, Encoding.UTF8.GetBytes(html), token);
                await vault.WriteCertificateAsync(id, certificate, token);
            },
            ct);
        db.Audit("system", Certificate.Issued, request.SubjectId, id, digest);
        await RaiseAsync(content, ct);
        if (file.ReplyTo is { } address)
        {
            db.Mails.Add(mails.Of(request, html, address, file.Secret));
        }

        db.Remember(id, "system", request.Refusing ? "REFUSAL_ANSWERED" : request.AllVerified ? "ANSWERED" : "ANSWERED_IN_PART");
        db.Send(ParticipationEndpoints.Saga, new AnswerPrepared(id, context.Message.Number));
    }

    private async Task<LetterContent> ContentAsync(SubjectRequest request, CancellationToken ct)
    {
        var code = request.Refusing ? "REFUSAL" : "DECISION";
        var reason = await db.History.Where(h => h.RequestId == request.CorrelationId && h.Code == code)
            .OrderByDescending(h => h.Id).Select(h => h.Reason).FirstOrDefaultAsync(ct);
        var delay = await db.History.Where(h => h.RequestId == request.CorrelationId && h.Code == DelayReason)
            .OrderByDescending(h => h.Id).Select(h => h.Reason).FirstOrDefaultAsync(ct);
        var package = await vault.ReadFileAsync(request.CorrelationId, FileKinds.Package, ct);
        return new LetterContent(
            request, LetterSettings.Read(configuration, settings), await facts.KnownAsync(ct), StatedBases.In(package), db.Now, reason)
        {
            DelayReason = delay,
            Told = await db.Notices.Where(n => n.RequestId == request.CorrelationId).OrderBy(n => n.Recipient).Select(n => n.Recipient).ToListAsync(ct),
            Redacted = StatedBases.RedactedIn(package),
        };
    }

    // What the answer could not state, and what differs from the preview, is a person's task before the answer leaves.
    private async Task RaiseAsync(LetterContent content, CancellationToken ct)
    {
        foreach (var key in content.Facts.MissingFor(content.Request))
        {
            await RaisedTasks.AddAsync(db, content.Request.CorrelationId, TaskCodes.FactMissing, key, ct);
        }

        await PreviewAlarm.RaiseAsync(db, content.Request, content.Differences, settings, ct);
    }
}
