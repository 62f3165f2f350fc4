using FluentValidation;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Features.CaseFiles;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>The person asks for another code; it goes to the address that the request came from, and the answer says nothing.</summary>
internal static class SendOwnCode
{
    internal sealed record Request(string Reference);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Reference).NotEmpty().MaximumLength(20);
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/identity/code", HandleAsync).AllowAnonymousBecause("It mails to the address of the request only, once the last code has expired; the answer is always the same.")
            .WithSummary("Ask for another one-time code, once the last one has expired");

    private static async Task<IResult> HandleAsync(Request request, SubjectRightsDbContext db, CaseVault vault, OneTimeCodes codes, CancellationToken ct)
    {
        if (await ConfirmOwnIdentity.FindAsync(db, request.Reference, ct) is { } row
            && (await vault.OpenAsync(row.CorrelationId, ct))?.Identifiers.FirstOrDefault(i => i.Kind == IdentifierKind.Email)?.Value is { } email)
        {
            await db.InTransactionAsync(
                async token =>
                {
                    if (await codes.SendAgainAsync(row, email, token))
                    {
                        db.Remember(row.CorrelationId, "person", "CODE_SENT_AGAIN");
                        await db.SaveChangesAsync(token);
                    }
                },
                ct);
        }

        return TypedResults.Accepted((string?)null);
    }
}
