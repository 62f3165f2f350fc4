using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
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
    private const string Step = "EXTENSION";

    /// <param name="PostedAt">When a letter that tells it was posted; then no mail is sent.</param>
    internal sealed record Request(string Because, string Reason, DateTimeOffset? PostedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.Because).Must(b => b is "complexity" or "numberOfRequests").WithErrorCode("EXTENSION_CAUSE");
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleFor(r => r.PostedAt).Must(at => at is null || at <= clock.GetUtcNow().AddMinutes(5)).WithErrorCode("DATE_IN_FUTURE");
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

        if (row.DueAt < (request.PostedAt ?? db.Now))
        {
            throw new RuleViolation(SubjectRightsErrors.ExtensionTooLate);
        }

        if (request.PostedAt < row.ReceivedAt)
        {
            throw new RuleViolation(SubjectRightsErrors.PostedTooEarly);
        }

        var until = Sagas.Road.ClockOf(row, extended: true).DueAt;
        var text = Mails.Extension(row, until, request.Because, request.Reason, settings.Controller);
        var to = (await vault.OpenAsync(id, ct))?.ReplyTo;
        await Steps.OnceAsync(db, id, Step, SubjectRightsErrors.AlreadyExtended, () => Take(db, id, http.Actor(), request, to, text), ct);
        return Steps.Accepted(id);
    }

    private static void Take(SubjectRightsDbContext db, Guid id, string actor, Request request, string? to, (string Subject, string Html) text)
    {
        var mail = Notices.Of(db, id, "extension-notice", to, request.PostedAt, text);
        db.Remember(id, actor, Step, request.Reason);
        db.Send(ParticipationEndpoints.Saga, new DeadlineExtended(id, request.Because, mail.Id));
    }
}
