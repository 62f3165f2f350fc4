using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>Two further months for a complex request, told to the person inside the first one (Art. 12(3)).</summary>
internal static class ExtendDeadline
{
    internal sealed record Request(string Because, string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Because).Must(b => b is "complexity" or "numberOfRequests").WithErrorCode("EXTENSION_CAUSE");
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/extension", Handle).WithSummary("Extend the deadline; effective when its notice has left");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingIdentity, RequestStates.Locating, RequestStates.AwaitingReview, RequestStates.Executing, RequestStates.Verifying);
        if (row.ExtensionMailId is not null)
        {
            throw new RuleViolation(SubjectRightsErrors.AlreadyExtended);
        }

        if (row.DueAt < db.Now)
        {
            throw new RuleViolation(SubjectRightsErrors.ExtensionTooLate);
        }

        var file = await vault.OpenAsync(id, ct);
        if (file?.ReplyTo is null)
        {
            throw new RuleViolation(SubjectRightsErrors.ReplyMissing);
        }

        var mail = Notice(row, request, file.ReplyTo, db, settings);
        db.Mails.Add(mail);
        db.Remember(id, http.Actor(), "EXTENSION", request.Reason);
        db.Send(ParticipationEndpoints.Saga, new DeadlineExtended(id, request.Because, mail.Id));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }

    private static MailMessage Notice(SubjectRequest row, Request request, string to, SubjectRightsDbContext db, GdprSettings settings)
    {
        var until = Sagas.Road.ClockOf(row, extended: true).DueAt;
        var (subject, html) = Mails.Extension(row, until, request.Because, request.Reason, settings.Controller);
        return new MailMessage
        {
            Id = db.NewId(),
            Kind = "extension-notice",
            Reference = row.CorrelationId,
            To = to,
            Subject = subject,
            Html = html,
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        };
    }
}
