using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Confirming;

/// <summary>First step of a double opt-in: what was asked for is recorded, and only the person's address can confirm it.</summary>
internal static class RequestConsent
{
    internal sealed record Request(SubjectId? SubjectId, string Purpose, string Channel, Guid? NoticeId, string? Form, string? Ip, string? UserAgent, string? ControllerId);

    internal sealed record Response(Guid RequestId);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectId).Must(s => s is { } id && id != default).WithErrorCode("SUBJECT_MISSING");
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Channel).Must(Channels.IsKnown).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.NoticeId).NotNull().WithErrorCode("NO_PROOF");
            RuleFor(r => r.Ip).Must(ip => ip is null || System.Net.IPAddress.TryParse(ip, out _)).WithErrorCode("IP_MALFORMED");
            RuleFor(r => r.UserAgent).MaximumLength(300);
            RuleFor(r => r.ControllerId).MaximumLength(64);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/confirmations", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(RequestConsent))
            .WithSummary("Begin a double opt-in: the person is asked by mail to confirm");

    internal static void MapInside(IEndpointRouteBuilder inside) => inside.MapPost("/confirmations", HandleAsync).CalledBy("campaigns");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(request.Purpose, ct);
        await db.DemandNoticeAsync(request.NoticeId!.Value, purpose, ct);
        if (!purpose.Uses(request.Channel))
        {
            throw new RuleViolation(ConsentErrors.ChannelNotInPurpose);
        }

        await db.DemandNotHeldAsync(request.SubjectId!.Value, ct);
        var asked = new ConsentEvent
        {
            Id = db.NewId(), SubjectId = request.SubjectId.Value, Purpose = purpose.Code, Channel = Channels.Parse(request.Channel), Decision = ConsentDecision.Requested,
            NoticeId = request.NoticeId, Method = Methods.Form, At = db.Now, RecordedAt = db.Now, ControllerId = request.ControllerId,
        };
        db.Events.Add(asked);
        db.Trace(asked, step: 1, request.Ip, request.UserAgent);
        db.Send("consent-ask-confirmation", new AskConfirmation(asked.Id, asked.SubjectId));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, new Response(asked.Id));
    }
}
