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

/// <summary>Lifts a restriction: the person is told first, then every room lets the data be used again (Art. 18(3)).</summary>
internal static class LiftRestriction
{
    internal sealed record Request(string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/lifting", Handle).WithSummary("Lift a restriction; effective when the person has been told");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (row.Right != RightRequested.Restriction || row.CurrentState is not (RequestStates.Completed or RequestStates.PartiallyCompleted))
        {
            throw new RuleViolation(SubjectRightsErrors.NotRestricted);
        }

        if (row.LiftMailId is not null)
        {
            throw new RuleViolation(row.LiftedAt is null ? SubjectRightsErrors.AlreadyLifting : SubjectRightsErrors.NotRestricted);
        }

        var to = (await vault.OpenAsync(id, ct))?.ReplyTo ?? throw new RuleViolation(SubjectRightsErrors.ReplyMissing);
        var (subject, html) = Mails.Lifting(row, request.Reason, settings.Controller);
        var mail = new MailMessage
        {
            Id = db.NewId(),
            Kind = "lifting-notice",
            Reference = id,
            To = to,
            Subject = subject,
            Html = html,
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        };
        db.Mails.Add(mail);
        db.Remember(id, http.Actor(), "RESTRICTION_LIFTING", request.Reason);
        db.Send(ParticipationEndpoints.Saga, new RestrictionLifting(id, mail.Id));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
