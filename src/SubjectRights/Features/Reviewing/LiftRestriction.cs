using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
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
    /// <param name="Email">Where to tell the person, when the case file has no address or is destroyed.</param>
    /// <param name="PostedAt">When a letter that tells it was posted; then no mail is sent.</param>
    internal sealed record Request(string Reason, string? Email, DateTimeOffset? PostedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleFor(r => r.Email).Must(e => e is null || IdentifierNormalisation.TryNormalise(IdentifierKind.Email, e, null, out _)).WithErrorCode("EMAIL_INVALID");
            RuleFor(r => r.PostedAt).Must(at => at is null || at <= clock.GetUtcNow().AddMinutes(5)).WithErrorCode("DATE_IN_FUTURE");
        }
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

        var to = request.Email is { } given && IdentifierNormalisation.TryNormalise(IdentifierKind.Email, given, null, out var normal) ? normal
            : (await vault.OpenAsync(id, ct))?.ReplyTo;
        var mail = Notices.Of(db, id, "lifting-notice", to, request.PostedAt, Mails.Lifting(row, request.Reason, settings.Controller));
        db.Remember(id, http.Actor(), "RESTRICTION_LIFTING", request.Reason);
        db.Send(ParticipationEndpoints.Saga, new RestrictionLifting(id, mail.Id));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
