using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Cookies;

/// <summary>
/// Writes down what somebody chose on a banner, as proof. Whoever refuses everything gets no id back: a device that refuses
/// to be followed is not numbered.
/// </summary>
internal static class RecordChoice
{
    /// <param name="Origin">The site on which the banner stood.</param>
    /// <param name="ChoiceId">By which the page will know it, where something is accepted: sent again it is the same choice.</param>
    /// <param name="Choices">Every purpose that the version asks for, by its code.</param>
    internal sealed record Request(string Banner, int Version, string Language, string Origin, IReadOnlyDictionary<string, bool>? Choices, Guid? ChoiceId = null);

    internal sealed record Response(Guid? ChoiceId);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Banner).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Version).GreaterThan(0);
            RuleFor(r => r.Language).Must(l => l is "fr" or "en").WithErrorCode("LANGUAGE_MALFORMED");
            RuleFor(r => r.Origin).NotEmpty().MaximumLength(300);
            RuleFor(r => r.Choices).Must(c => c is { Count: > 0 and <= 20 }).WithErrorCode(ConsentErrors.ChoiceIncomplete.Code);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cookie-choices", HandleAsync)
            .AllowAnonymousBecause("Whoever opens a site has no account; what is written says nothing of who it was.")
            .WithName(nameof(RecordChoice))
            .WithSummary("Write down what was chosen on a cookie banner");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, CancellationToken ct)
    {
        var banner = await db.CookieBanners.AsNoTracking().SingleOrDefaultAsync(b => b.Code == request.Banner && b.Version == request.Version, ct)
            ?? throw new RuleViolation(ConsentErrors.BannerUnknown);
        if (!banner.Origins.Split(' ').Contains(request.Origin, StringComparer.OrdinalIgnoreCase))
        {
            throw new RuleViolation(ConsentErrors.OriginUnknown);
        }

        var id = request.Choices!.Values.Contains(true) ? request.ChoiceId : null;
        var choice = Make(db, banner, request.Language, request.Choices!, db.Now, id);
        if (id is not null && await db.CookieChoices.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } known)
        {
            return IsSame(known, choice) ? TypedResults.Created((string?)null, new Response(id)) : throw new RuleViolation(ConsentErrors.ChoiceIdTaken);
        }

        db.CookieChoices.Add(choice);
        await db.SaveOrRefuseAsync(ConsentErrors.ChoiceIdTaken, ct);
        return TypedResults.Created((string?)null, new Response(choice.Accepted.Length == 0 ? null : choice.Id));
    }

    /// <summary>The row; each purpose that is asked for is answered, and no other.</summary>
    internal static CookieChoice Make(ConsentDbContext db, CookieBanner banner, string? language, IReadOnlyDictionary<string, bool> choices, DateTimeOffset at, Guid? id = null)
    {
        string[] asked = [.. CookiePurpose.Read(banner.Purposes).Where(p => p.Exemption is null).Select(p => p.Code)];
        if (!asked.ToHashSet(StringComparer.Ordinal).SetEquals(choices.Keys))
        {
            throw new RuleViolation(ConsentErrors.ChoiceIncomplete);
        }

        string Those(bool accepted) => string.Join(',', asked.Where(p => choices[p] == accepted));
        return new CookieChoice
        {
            Id = id ?? db.NewId(), Banner = banner.Code, Version = banner.Version, Language = language, Accepted = Those(true), Refused = Those(false), At = at, RecordedAt = db.Now,
        };
    }

    private static bool IsSame(CookieChoice a, CookieChoice b) => (a.Banner, a.Version, a.Accepted, a.Refused) == (b.Banner, b.Version, b.Accepted, b.Refused);
}
