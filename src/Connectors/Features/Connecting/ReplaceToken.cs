using FluentValidation;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>Puts a new token in the place of one that expired, leaked or cannot be decrypted any more.</summary>
internal static class ReplaceToken
{
    internal sealed record Request(string Token)
    {
        public override string ToString() => nameof(ReplaceToken);
    }

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Token).NotEmpty().MaximumLength(4000)
            .Must(t => t is null || Credentials.IsPrintable(t)).WithErrorCode("TOKEN_INVALID");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/connections/{id:guid}/token", Handle).WithName(nameof(ReplaceToken)).WithSummary("Replace a third party's token");

    internal static async Task<NoContent> Handle(
        Guid id, Request request, ConnectorsDbContext db, Credentials credentials, HttpContext http, CancellationToken ct)
    {
        var connection = await db.Connections.SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? throw new RuleViolation(ConnectorsErrors.ConnectionNotFound);
        connection.ProtectedToken = credentials.Protect(request.Token);
        db.Audit(http.Actor(), "connection.token-replaced", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
