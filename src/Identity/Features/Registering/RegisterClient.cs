using System.Buffers.Text;
using System.Security.Cryptography;
using FluentValidation;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;

namespace Gdpr.Identity.Features.Registering;

/// <summary>An integrator gets a client: its secret is shown in this answer and never again.</summary>
internal static class RegisterClient
{
    internal sealed record Request(string Id, IReadOnlyList<string> Scopes);

    internal sealed record Response(string Id, IReadOnlyList<string> Scopes, string Secret);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(KnownRooms rooms)
        {
            RuleFor(r => r.Id).NotEmpty().MaximumLength(100).Matches("^[a-z0-9][a-z0-9._-]*$");
            RuleFor(r => r.Id).Must(id => id is null || !KnownRooms.IsRoom(id)).WithErrorCode("CLIENT_ID_RESERVED");
            RuleFor(r => r.Scopes).NotEmpty();
            RuleForEach(r => r.Scopes).Must(rooms.Scopes.Contains).WithErrorCode(IdentityErrors.ScopeUnknown.Code);
        }
    }

    // No Idempotency-Key here: the answer would be stored, and it carries the secret. The id makes a repetition a 409.
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/clients", HandleAsync).WithName(nameof(RegisterClient)).WithSummary("Register an integrator's client; the secret is shown once");

    private static async Task<Created<Response>> HandleAsync(
        Request request, IOpenIddictApplicationManager clients, IdentityDbContext db, HttpContext http, CancellationToken ct)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await db.InTransactionAsync(
            async token =>
            {
                if (await clients.FindByClientIdAsync(request.Id, token) is not null)
                {
                    throw new RuleViolation(IdentityErrors.ClientExists);
                }

                await clients.CreateAsync(Clients.Describe(request.Id, secret, request.Scopes), token);
                db.Audit(http.Actor(), "client.registered");
                await db.SaveChangesAsync(token);
            },
            ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/identity/clients/{request.Id}", new Response(request.Id, [.. request.Scopes.Distinct().Order(StringComparer.Ordinal)], secret));
    }
}
