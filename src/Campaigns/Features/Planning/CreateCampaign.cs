using FluentValidation;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Planning;

/// <summary>Plans a campaign; nothing leaves before a person launches it on a pre-flight.</summary>
internal static class CreateCampaign
{
    internal sealed record Sender(string? Name, string? Address, string? ReplyTo);

    internal sealed record Frequency(int Most, int Days);

    internal sealed record Window(TimeOnly From, TimeOnly Until, bool WorkingDaysOnly);

    internal sealed record Request(
        string Name,
        Channel? Channel,
        string Purpose,
        Guid? TemplateId,
        Guid? SegmentId,
        Sender? Sender,
        int? PerDomainPerMinute,
        Frequency? Frequency,
        Window? Window,
        int? ShareOfB,
        string? ControllerId,
        int? AfterConsentHours,
        Guid? NoticeId);

    internal sealed record Response(Guid Id);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Channel).NotNull();
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.TemplateId).NotNull();
            RuleFor(r => r.SegmentId).NotNull().When(r => r.AfterConsentHours is null);
            RuleFor(r => r.SegmentId).Null().WithErrorCode("SEGMENT_NOT_FOR_WELCOME").When(r => r.AfterConsentHours is not null);
            RuleFor(r => r.AfterConsentHours).InclusiveBetween(0, 24 * 366);
            RuleFor(r => r.AfterConsentHours).Null().WithErrorCode("CHANNEL_NOT_FOR_WELCOME").When(r => r.Channel == Domain.Channel.Phone);
            RuleFor(r => r.Sender!.Name).NotEmpty().MaximumLength(200).When(r => r.Sender is not null);
            RuleFor(r => r.Sender).Must(s => s is { Address.Length: > 0 and <= 320 }).WithErrorCode("SENDER_MISSING");
            RuleFor(r => r.Sender!.Address).EmailAddress().When(r => r is { Channel: Domain.Channel.Email, Sender: not null });
            RuleFor(r => r.Sender!.ReplyTo).EmailAddress().MaximumLength(320).When(r => r.Sender?.ReplyTo is not null);
            RuleFor(r => r.PerDomainPerMinute).GreaterThan(0);
            RuleFor(r => r.Frequency!.Most).InclusiveBetween(1, 100).When(r => r.Frequency is not null);
            RuleFor(r => r.Frequency!.Days).InclusiveBetween(1, 366).When(r => r.Frequency is not null);
            RuleFor(r => r.ShareOfB).InclusiveBetween(1, 99);
            RuleFor(r => r.ControllerId).MaximumLength(64);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/", Handle).WithIdempotency<CampaignsDbContext>().WithName(nameof(CreateCampaign)).WithSummary("Plan a campaign");

    internal static async Task<Created<Response>> Handle(Request request, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var template = await db.Templates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == request.TemplateId, ct) ?? throw new RuleViolation(CampaignsErrors.TemplateNotFound);
        if (template.Channel != request.Channel)
        {
            throw new RuleViolation(CampaignsErrors.ChannelDiffers);
        }

        if (request.SegmentId is not null && !await db.Segments.AnyAsync(s => s.Id == request.SegmentId, ct))
        {
            throw new RuleViolation(CampaignsErrors.SegmentNotFound);
        }

        var campaign = Make(request, db, http.Actor());
        db.Campaigns.Add(campaign);
        db.Audit(http.Actor(), "campaign.planned", reference: campaign.Id);
        await db.SaveChangesAsync(ct);
        http.SetETag(campaign.Version);
        return TypedResults.Created($"/api/campaigns/{campaign.Id}", new Response(campaign.Id));
    }

    private static Campaign Make(Request request, CampaignsDbContext db, string by) => new()
    {
        Id = db.NewId(),
        Name = request.Name,
        Channel = request.Channel!.Value,
        Purpose = request.Purpose,
        TemplateId = request.TemplateId!.Value,
        SegmentId = request.SegmentId,
        AfterConsentHours = request.AfterConsentHours,
        NoticeId = request.NoticeId,
        SenderName = request.Sender!.Name!,
        SenderAddress = request.Sender.Address!,
        ReplyTo = request.Sender.ReplyTo,
        ControllerId = request.ControllerId,
        CreatedAt = db.Now,
        CreatedBy = by,
        PerDomainPerMinute = request.PerDomainPerMinute,
        FrequencyMost = request.Frequency?.Most,
        FrequencyDays = request.Frequency?.Days,
        WindowFrom = request.Window?.From,
        WindowUntil = request.Window?.Until,
        WorkingDaysOnly = request.Window?.WorkingDaysOnly ?? false,
        ShareOfB = request.ShareOfB,
    };
}
