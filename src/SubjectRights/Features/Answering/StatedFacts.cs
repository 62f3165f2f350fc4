using Gdpr.SubjectRights.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>
/// Gathers what was stated: in configuration (<c>Gdpr:Answers:Facts:purposes.contacts:fr</c> and <c>:en</c>), then by staff,
/// whose word is newer. The register of processing will take this over.
/// </summary>
internal sealed class StatedFacts(SubjectRightsDbContext db, IConfiguration configuration)
{
    public async Task<KnownFacts> KnownAsync(CancellationToken ct)
    {
        var known = new Dictionary<string, (string Fr, string En)>(StringComparer.Ordinal);
        foreach (var fact in configuration.GetSection("Gdpr:Answers:Facts").GetChildren())
        {
            if (fact["fr"] is { Length: > 0 } fr && fact["en"] is { Length: > 0 } en)
            {
                known[fact.Key] = (fr, en);
            }
        }

        foreach (var fact in await db.AnswerFacts.AsNoTracking().ToListAsync(ct))
        {
            known[fact.Key] = (fact.Fr, fact.En);
        }

        return new KnownFacts(known);
    }
}
