using FluentValidation;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>An integrator names an address, what it wants to hear, and the secret that will sign it.</summary>
internal static class CreateWebhook
{
    /// <param name="Secret">At least 32 printable characters; never shown again.</param>
    internal sealed record Request(string Url, IReadOnlyList<string> Events, string Secret)
    {
        // The secret must not leave by an exception or a log of this record.
        public override string ToString() => nameof(CreateWebhook);
    }

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Url).NotEmpty().MaximumLength(500).Must(IsPlainAddress).WithErrorCode("URL_INVALID");
            RuleFor(r => r.Events).NotEmpty().WithErrorCode("EVENTS_MISSING");
            RuleForEach(r => r.Events).Must(WebhookEvents.All.Contains).WithErrorCode("EVENT_UNKNOWN");
            RuleFor(r => r.Secret).Must(s => s is { Length: >= 32 and <= 200 } && Credentials.IsPrintable(s)).WithErrorCode("SECRET_INVALID");
        }

        private static bool IsPlainAddress(string? text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Fragment: "" };
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/webhooks", Handle).WithName(nameof(CreateWebhook)).WithSummary("Listen to what happens here").WithIdempotency<ConnectorsDbContext>();

    internal static async Task<Created<WebhookView>> Handle(
        Request request, ConnectorsDbContext db, Credentials credentials, ConnectorsSettings settings, HttpContext http, CancellationToken ct)
    {
        var url = new Uri(request.Url);
        Connection.DemandAllowed(url, [url.IdnHost], settings.AllowPrivateNetworks);
        var webhook = new Webhook
        {
            Id = db.NewId(), Url = url, Events = [.. request.Events.Distinct()], ProtectedSecret = credentials.ProtectSecret(request.Secret), CreatedAt = db.Now,
        };
        db.Webhooks.Add(webhook);
        db.Audit(http.Actor(), "webhook.created", reference: webhook.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/connectors/webhooks/{webhook.Id}", WebhookView.Of(webhook));
    }
}

/// <summary>A webhook as it is shown: everything but its secret.</summary>
internal sealed record WebhookView(Guid Id, string Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt)
{
    public static WebhookView Of(Webhook w) => new(w.Id, w.Url.OriginalString, w.Events, w.CreatedAt);
}
