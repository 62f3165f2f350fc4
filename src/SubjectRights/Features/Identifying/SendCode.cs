using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>Sends another one-time code to somebody who did not use the last one in its fifteen minutes (Art. 12(6)).</summary>
internal static class SendCode
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/identity/code", Handle).WithSummary("Send another one-time code, once the last one has expired");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, CaseVault vault, OneTimeCodes codes, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingIdentity);
        if (row.Capacity != RequesterCapacity.Self)
        {
            throw new RuleViolation(SubjectRightsErrors.MandateNotSeen);
        }

        var email = (await vault.OpenAsync(id, ct))?.Identifiers.FirstOrDefault(i => i.Kind == IdentifierKind.Email)?.Value
            ?? throw new RuleViolation(SubjectRightsErrors.ReplyMissing);
        var sent = await db.InTransactionAsync(
            async token =>
            {
                var renewed = await codes.SendAgainAsync(row, email, token);
                if (renewed)
                {
                    db.Remember(id, http.Actor(), "CODE_SENT_AGAIN");
                    await db.SaveChangesAsync(token);
                }

                return renewed;
            },
            ct);
        return sent ? Steps.Accepted(id) : Problems.From(SubjectRightsErrors.CodeStillValid);
    }
}
