using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>The person types the one-time code themselves (Art. 12(6)); an unknown reference, a wrong code and an old one sound the same.</summary>
internal static class ConfirmOwnIdentity
{
    internal sealed record Request(string Reference, string Code);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reference).NotEmpty().MaximumLength(20);
            RuleFor(r => r.Code).NotEmpty().MaximumLength(20);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/identity", HandleAsync).AllowAnonymousBecause("The code that was mailed is the key; it can be tried five times.")
            .WithSummary("Confirm one's own request by its one-time code");

    private static async Task<IResult> HandleAsync(Request request, SubjectRightsDbContext db, OneTimeCodes codes, CancellationToken ct)
    {
        var row = await FindAsync(db, request.Reference, ct);
        return row is not null && await db.InTransactionAsync(token => ConfirmAsync(row, request.Code, db, codes, token), ct)
            ? TypedResults.NoContent()
            : Problems.From(SubjectRightsErrors.CodeWrong);
    }

    /// <summary>Only a request that waits for its code, made by the person it is about: a code proves an address, never a mandate.</summary>
    internal static Task<SubjectRequest?> FindAsync(SubjectRightsDbContext db, string reference, CancellationToken ct) =>
        db.Requests.AsNoTracking().SingleOrDefaultAsync(
            r => r.Reference == reference.Trim().ToUpper() && r.Capacity == RequesterCapacity.Self
                && (r.CurrentState == RequestStates.AwaitingIdentity || r.CurrentState == RequestStates.Received),
            ct);

    // One commit: a code that is used up has confirmed, and a wrong try is counted.
    private static async Task<bool> ConfirmAsync(SubjectRequest row, string code, SubjectRightsDbContext db, OneTimeCodes codes, CancellationToken ct)
    {
        db.ContinueTrace(row.TraceParent);
        if (await codes.CheckAsync(row.CorrelationId, code.Replace(" ", string.Empty, StringComparison.Ordinal), ct) is not null)
        {
            return false;
        }

        // Several people share the address: a person at the desk must choose. Nothing is used up.
        if (row.Matches > 1)
        {
            throw new RuleViolation(SubjectRightsErrors.SubjectAmbiguous);
        }

        db.Remember(row.CorrelationId, "person", "IDENTITY_CODE_CONFIRMED");
        db.Send(ParticipationEndpoints.Saga, new IdentityConfirmed(row.CorrelationId, "code", null));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
