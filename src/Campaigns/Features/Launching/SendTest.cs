using FluentValidation;
using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Launching;

/// <summary>Sends the mail, marked as a test, to at most five addresses of the company; recorded without the addresses.</summary>
internal static class SendTest
{
    private const int Most = 5;

    internal sealed record Request(IReadOnlyList<string>? To, string? Language);

    internal sealed record Response(int Sent);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.To).NotEmpty();
            RuleFor(r => r.To).Must(t => t is not { Count: > Most }).WithErrorCode(CampaignsErrors.TooManyTestAddresses.Code);
            RuleForEach(r => r.To).EmailAddress().MaximumLength(320);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/{id:guid}/test", Handle).WithName(nameof(SendTest)).WithSummary("Send the mail, marked as a test, to at most five staff addresses");

    internal static async Task<Ok<Response>> Handle(
        Guid id, Request request, CampaignsDbContext db, Media media, Composer composer, CampaignsSettings settings, HttpContext http, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Channel == Channel.Email, ct)
            ?? throw new RuleViolation(CampaignsErrors.CampaignNotFound);
        if (request.To!.Any(t => !settings.StaffDomains.Contains(t[(t.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase)))
        {
            throw new RuleViolation(CampaignsErrors.NotStaff);
        }

        var template = await db.Templates.AsNoTracking().SingleAsync(t => t.Id == campaign.TemplateId, ct);
        var words = Words.Of(template);
        db.Audit(http.Actor(), $"campaign.tested:{request.To!.Count}", reference: id);
        await db.SaveChangesAsync(ct);
        await using var lane = media.Lane(Channel.Email, campaign.SenderAddress);
        await lane.OpenAsync(ct);
        foreach (var to in request.To)
        {
            var send = db.NewId();
            var nobody = new Recipient(default, "Ada", "Lovelace", null, to, null, request.Language, null, null);
            var mail = composer.Mail(campaign, composer.Write(campaign, template, words, nobody, send, variantB: false), to, send, test: true);
            if ((await lane.SendAsync(new Parcel(send, default, db.Now, to, mail, null))).Fate != Fate.Sent)
            {
                throw new RuleViolation(CampaignsErrors.TestFailed);
            }
        }

        return TypedResults.Ok(new Response(request.To.Count));
    }
}
