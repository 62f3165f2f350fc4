using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Corresponding;

/// <summary>Staff write to the person about the request: by mail, and on the page of the case. A pause names such a message.</summary>
internal static class WriteToPerson
{
    internal const int MostText = 4000;
    internal const int MostMessages = 100;

    internal sealed record Request(string Text);

    internal sealed record Response(Guid Id, DateTimeOffset At);

    internal sealed record Item(Guid Id, DateTimeOffset At, bool FromPerson, string Text);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Text).NotEmpty().WithErrorCode("TEXT_MISSING").MaximumLength(MostText).WithErrorCode("TEXT_TOO_LONG");
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/requests/{id:guid}/messages", Handle).WithIdempotency<SubjectRightsDbContext>().WithSummary("Write to the person about the request");
        api.MapGet("/requests/{id:guid}/messages", List).WithSummary("The correspondence about the request");
    }

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var to = (await vault.OpenAsync(id, ct))?.ReplyTo ?? throw new RuleViolation(SubjectRightsErrors.ReplyMissing);
        var (subject, html) = Mails.Message(row, request.Text, settings.Controller);
        var mail = new MailMessage
        {
            Id = db.NewId(),
            Kind = "message",
            Reference = id,
            To = to,
            Subject = subject,
            Html = html,
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        };
        db.Mails.Add(mail);
        var message = await vault.WriteMessageAsync(id, request.Text, fromPerson: false, mail.Id, ct);
        db.Remember(id, http.Actor(), "MESSAGE_SENT");
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/subject-rights/requests/{id}/messages", new Response(message.Id, message.At));
    }

    internal static async Task<IResult> List(Guid id, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var messages = await vault.ReadMessagesAsync(id, ct);
        db.Audit(http.Actor(), "messages.read", row.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. messages.Select(m => new Item(m.Message.Id, m.Message.At, m.Message.FromPerson, m.Text))], null));
    }
}
