using System.Text.Json;
using FluentValidation;
using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Calling;

/// <summary>
/// What came of a call. A refusal spoken in any call stops every further contact by phone at once (C. conso L221-16,
/// L223-1); a consent is not recorded here: who agreed gets a written message and acts on it.
/// </summary>
internal static class EndCall
{
    internal enum CallOutcome
    {
        Reached,
        NoAnswer,
        Refused,
        WrongNumber,

        /// <summary>Wants further calls: is written to, and only the confirmation is a consent.</summary>
        Agreed,
    }

    internal sealed record Request(CallOutcome? Outcome);

    internal sealed record Response(Guid CallId, SendState State);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Outcome).NotNull().WithErrorCode("OUTCOME_MISSING");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/{id:guid}/calls/{callId:guid}/outcome", Handle).WithName(nameof(EndCall)).WithSummary("What came of a call: reached, noAnswer, refused, wrongNumber, agreed");

    internal static async Task<Ok<Response>> Handle(
        Guid id, Guid callId, Request request, CampaignsDbContext db, Permissions permissions, CampaignsSettings settings, HttpContext http, CancellationToken ct)
    {
        var call = await db.Sends.SingleOrDefaultAsync(s => s.Id == callId && s.CampaignId == id, ct) ?? throw new RuleViolation(CampaignsErrors.SendNotFound);
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var attempt = await db.CallAttempts.Where(a => a.SendId == callId && a.Outcome == null).OrderByDescending(a => a.At).FirstOrDefaultAsync(ct);
        if (attempt is null || call.State is not (SendState.Sending or SendState.Unknown))
        {
            throw new RuleViolation(CampaignsErrors.CallEnded);
        }

        if (request.Outcome == CallOutcome.Agreed)
        {
            await permissions.AskConfirmationAsync(call.SubjectId, campaign.Channel.Name(), campaign.Purpose, campaign.NoticeId ?? throw new RuleViolation(CampaignsErrors.NoNotice), ct);
        }

        attempt.Outcome = JsonNamingPolicy.CamelCase.ConvertName(request.Outcome!.Value.ToString());
        await ApplyAsync(db, campaign, call, request.Outcome.Value, settings, ct);
        db.Audit(http.Actor(), $"call.ended:{request.Outcome}", call.SubjectId, callId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(callId, call.State));
    }

    private static async Task ApplyAsync(CampaignsDbContext db, Campaign campaign, Send call, CallOutcome outcome, CampaignsSettings settings, CancellationToken ct)
    {
        call.Attempts++;
        switch (outcome)
        {
            case CallOutcome.NoAnswer when call.Attempts < settings.MostCallAttempts:
                (call.State, call.AvailableAt) = (SendState.Queued, db.Now + settings.CallAgain);
                break;
            case CallOutcome.NoAnswer:
                (call.State, call.Code) = (SendState.Failed, "NO_ANSWER");
                break;
            case CallOutcome.WrongNumber:
                (call.State, call.Code) = (SendState.Bounced, "WRONG_NUMBER");
                await db.StopSendingAsync(campaign, call.SubjectId, call.Id, StopReason.Bounce, everyPurpose: true, ct);
                break;
            case CallOutcome.Refused:
                (call.State, call.SentAt, call.Code, call.UnsubscribedAt) = (SendState.Sent, db.Now, "REFUSED_IN_CALL", db.Now);
                await db.StopSendingAsync(campaign, call.SubjectId, call.Id, StopReason.RefusedInCall, everyPurpose: true, ct);
                break;
            case CallOutcome.Agreed:
                (call.State, call.SentAt, call.Code) = (SendState.Sent, db.Now, "CONFIRMATION_ASKED");
                break;
            default:
                (call.State, call.SentAt) = (SendState.Sent, db.Now);
                break;
        }
    }
}
