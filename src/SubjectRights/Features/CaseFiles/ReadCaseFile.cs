using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Redacting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>Hands the case file to a participant while the request is open, and takes identifiers found on the way.</summary>
internal static class ReadCaseFile
{
    private static readonly string[] Readers = ["contacts", "consent", "sales", "governance", "campaigns", "connectors", "identity", "subject-rights", "breach-notification"];

    internal static void Map(IEndpointRouteBuilder inside)
    {
        inside.MapGet("/case-files/{requestId:guid}", Handle).CalledBy(Readers);
        inside.MapGet("/case-files/{requestId:guid}/open", IsOpen).CalledBy(Readers);
        inside.MapPost("/case-files/{requestId:guid}/identifiers", Add).CalledBy(Readers);
    }

    internal static async Task<Results<Ok<CaseFile>, NotFound>> Handle(
        Guid requestId, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        if (!await IsOpenAsync(db, requestId, ct) || await vault.OpenAsync(requestId, ct) is not { } content)
        {
            return TypedResults.NotFound();
        }

        var received = await db.Requests.IgnoreAutoIncludes().Where(r => r.CorrelationId == requestId).Select(r => (DateTimeOffset?)r.ReceivedAt).SingleOrDefaultAsync(ct);
        var review = await ReviewFile.ReadAsync(vault, requestId, ct);
        db.Audit(http.Actor(), "case-file.read", reference: requestId);
        await db.SaveChangesAsync(ct);

        // The person's own words are for whoever answers, not for every service.
        return TypedResults.Ok(new CaseFile(requestId, content.Subjects, content.Identifiers)
        {
            Asked = content.Asked with { Text = null },
            ReceivedAt = received,
            Texts = [.. review.Mentions.Select(m => new TextDecision(m.Room, m.Place, m.Digest, m.Spans))],
        });
    }

    internal static async Task<Results<Ok<CaseOpen>, NotFound>> IsOpen(Guid requestId, SubjectRightsDbContext db, CancellationToken ct) =>
        await IsOpenAsync(db, requestId, ct) ? TypedResults.Ok(new CaseOpen(requestId)) : TypedResults.NotFound();

    internal static async Task<Results<Ok<IdentifiersAdded>, NotFound>> Add(
        Guid requestId, IdentifiersFound found, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        var added = 0;
        var open = await db.InTransactionAsync(
            async token =>
            {
                if (!await IsOpenAsync(db, requestId, token) || await vault.OpenAsync(requestId, token) is not { } content)
                {
                    return false;
                }

                var fresh = found.Identifiers.Where(IsNormal).Except(content.Identifiers).ToList();
                added = fresh.Count;
                await vault.UpdateAsync(requestId, content with { Identifiers = [.. content.Identifiers, .. fresh] }, token);
                db.Audit(http.Actor(), "case-file.identifiers-added", reference: requestId);
                await db.SaveChangesAsync(token);
                return true;
            },
            ct);
        return open ? TypedResults.Ok(new IdentifiersAdded(added)) : TypedResults.NotFound();
    }

    private static bool IsNormal(CaseIdentifier identifier) =>
        IdentifierNormalisation.TryNormalise(identifier.Kind, identifier.Value, null, out var normal) && normal == identifier.Value;

    internal static Task<bool> IsOpenAsync(SubjectRightsDbContext db, Guid requestId, CancellationToken ct) =>
        db.Requests.IgnoreAutoIncludes().AnyAsync(r => r.CorrelationId == requestId && (!RequestStates.Final.Contains(r.CurrentState) || r.Checking), ct);
}
