using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>
/// Says which people an open request may be about, by id or by the keyed hash of the identifier that it gave: a room asks
/// before it purges or merges. Who has not proved to be the requester holds nothing up for more than 30 days.
/// </summary>
internal static class AskHolds
{
    private const int Most = 20_000;
    private static readonly TimeSpan UnidentifiedHold = TimeSpan.FromDays(30);

    internal sealed record Asked(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<string> Hashes);

    internal static void Map(IEndpointRouteBuilder inside) => inside.MapPost("/holds/ask", Handle).CalledBy("sales", "contacts", "consent", "breach-notification");

    internal static async Task<IResult> Handle(Asked asked, SubjectRightsDbContext db, CancellationToken ct)
    {
        if (asked.SubjectIds.Count + asked.Hashes.Count > Most)
        {
            return Problems.Create(422, "BATCH_TOO_LARGE", "Ask about fewer people at once.");
        }

        var since = db.Now - UnidentifiedHold;
        var open = db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => RequestStates.Open.Contains(r.CurrentState) && (r.IdentityMethod != null || r.RegisteredAt > since));
        var subjects = new List<SubjectId>();
        foreach (var some in asked.SubjectIds.Select(s => (SubjectId?)s).Chunk(1000))
        {
            subjects.AddRange((await open.Where(r => some.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct)).OfType<SubjectId>());
        }

        var hashes = new List<string>();
        foreach (var some in asked.Hashes.Chunk(1000))
        {
            hashes.AddRange(await open.Where(r => some.Contains(r.IdentifierHash)).Select(r => r.IdentifierHash).ToListAsync(ct));
        }

        return TypedResults.Ok(new { subjectIds = subjects.Distinct(), hashes = hashes.Distinct() });
    }
}
