using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Cookies;

/// <summary>A person's own cookie choices, as they stand on every device; a refusal here counts on all of them (Art. 7(3)).</summary>
internal static class OwnCookieChoices
{
    /// <param name="ChoiceId">An acceptance that this device remembers.</param>
    /// <param name="RefusedAt">When this device refused everything.</param>
    /// <param name="Refuse">Refuses everything now; exactly one of the three.</param>
    internal sealed record Request(string Banner, Guid? ChoiceId, DateTimeOffset? RefusedAt, bool Refuse = false, int? Version = null);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Banner).NotEmpty().MaximumLength(64);
            RuleFor(r => r.ChoiceId).Must((r, id) => new[] { id is not null, r.RefusedAt is not null, r.Refuse }.Count(said => said) == 1)
                .WithErrorCode(ConsentErrors.ChoiceIncomplete.Code);
        }
    }

    internal static void Map(IEndpointRouteBuilder self)
    {
        self.MapGet("/cookie-choices", async (ConsentDbContext db, HttpContext http, CancellationToken ct) => TypedResults.Ok(await db.AllStandingAsync(http.OwnSubject(), ct)))
            .WithName(nameof(OwnCookieChoices)).WithSummary("What my cookie choices mean now, on each site");
        self.MapPost("/cookie-choices", HandleAsync).WithName("ChooseOwnCookies").WithSummary("Make the cookie choice of my device mine, or refuse on all my devices");
    }

    private static async Task<Ok<Standing>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(await db.TieAsync(http.OwnSubject(), request.Banner, request.Version, request.ChoiceId, request.Refuse ? db.Now : request.RefusedAt, signedIn: request.Refuse, ct));
}
