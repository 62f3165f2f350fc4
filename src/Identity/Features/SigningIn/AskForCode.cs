using FluentValidation;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Identity;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.SigningIn;

/// <summary>
/// A data subject asks for a one-time code. The answer, its time included, is the same whether we know the address or
/// not: who is meant is looked up afterwards.
/// </summary>
internal static class AskForCode
{
    // Beyond this nothing is mailed, so that nobody is buried in mails by a stranger; the answer stays the same.
    private const int MostPerHour = 5;

    internal sealed record Request(string Email, string Language);

    internal sealed record Response(string Ticket);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Email).NotEmpty().MaximumLength(254);
            RuleFor(r => r.Email).Must(e => StaffLookup.Email(e) is not null).WithErrorCode("EMAIL_MALFORMED");
            RuleFor(r => r.Language).Must(l => l is "fr" or "en").WithErrorCode("LANGUAGE_UNKNOWN");
        }
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sign-ins", HandleAsync).WithName(nameof(AskForCode)).WithSummary("Send a one-time code to a data subject")
            .AllowAnonymousBecause("Whoever wants to sign in has not signed in yet; the answer says nothing about anybody.");

    private static async Task<Accepted<Response>> HandleAsync(Request request, IdentityDbContext db, IdentifierHasher hasher, CancellationToken ct)
    {
        var address = StaffLookup.Email(request.Email)!;
        var hash = hasher.Hash(new Identifier(IdentifierKind.Email, address)).ToString();
        var hourAgo = db.Now.AddHours(-1);
        var recent = await db.SignIns.CountAsync(a => a.AddressHash == hash && a.CreatedAt > hourAgo, ct);
        var ticket = SignInSecrets.NewSecret();
        if (recent < MostPerHour)
        {
            var attempt = new SignInAttempt
            {
                Id = db.NewId(),
                AddressHash = hash,
                Address = address,
                Language = request.Language,
                TicketHash = SignInSecrets.HashOf(ticket),
                CreatedAt = db.Now,
                ExpiresAt = db.Now + SignInAttempt.Life,
            };
            db.SignIns.Add(attempt);
            db.Send(SendSignInMailConsumer.Endpoint, new SendSignInMail(attempt.Id));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Accepted((string?)null, new Response(ticket));
    }
}
