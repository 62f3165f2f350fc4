using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>Says whether the requester is who they say: by the code that was sent, by a session, or by staff with a reason (Art. 12(6)).</summary>
internal static class ConfirmIdentity
{
    /// <param name="MandateSeen">For one who asks for somebody else: a person has seen by what right. The document itself is not kept.</param>
    internal sealed record Request(string Method, string Outcome, string? Code, string? Reason, SubjectId? SubjectId, bool? MandateSeen);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Method).Must(m => m is "code" or "staff" or "session").WithErrorCode(SubjectRightsErrors.MethodInvalid.Code);
            RuleFor(r => r.Outcome).Must(o => o is "confirmed" or "rejected").WithErrorCode("IDENTITY_OUTCOME");
            RuleFor(r => r.Code).NotEmpty().When(r => r.Method == "code").WithErrorCode(SubjectRightsErrors.MethodInvalid.Code);
            RuleFor(r => r.Reason).NotEmpty().When(r => r.Method == "staff").WithErrorCode("REASON_MISSING");
            RuleFor(r => r.Reason).MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/identity", Handle).WithSummary("Confirm or reject the requester's identity");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, OneTimeCodes codes, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingIdentity, RequestStates.Received);
        Demand(row, request);
        var wrong = await db.InTransactionAsync(
            async token =>
            {
                // One commit: a code that is used up has confirmed, and a wrong try is counted.
                var error = request.Method == "code" ? await codes.CheckAsync(id, request.Code, token) : null;
                if (error is null)
                {
                    Decide(db, id, http.Actor(), request);
                    await db.SaveChangesAsync(token);
                }

                return error;
            },
            ct);
        return wrong is null ? Steps.Accepted(id) : Problems.From(wrong);
    }

    private static void Decide(SubjectRightsDbContext db, Guid id, string actor, Request request)
    {
        db.Remember(id, actor, $"IDENTITY_{request.Method}_{request.Outcome}".ToUpperInvariant(), request.Reason);
        if (request.Outcome == "confirmed")
        {
            db.Send(ParticipationEndpoints.Saga, new IdentityConfirmed(id, request.Method, request.Method == "staff" ? request.SubjectId : null));
        }
        else
        {
            db.Send(ParticipationEndpoints.Saga, new IdentityRejected(id));
        }
    }

    private static void Demand(SubjectRequest row, Request request)
    {
        // A code proves an address, never a mandate.
        if (row.Capacity != RequesterCapacity.Self && request.Outcome == "confirmed" && (request.Method != "staff" || request.MandateSeen is not true))
        {
            throw new RuleViolation(SubjectRightsErrors.MandateNotSeen);
        }

        // Several people match: only a person may choose, and must say whom.
        if (row.Matches > 1 && request.Outcome == "confirmed" && (request.Method != "staff" || request.SubjectId is null))
        {
            throw new RuleViolation(SubjectRightsErrors.SubjectAmbiguous);
        }
    }
}
