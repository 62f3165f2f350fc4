using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data;

/// <summary>Several ids of one person (ADR 29): what was sent to one and said under one counts for the person.</summary>
internal static class Merging
{
    /// <summary>The id by which the person is known now.</summary>
    public static async Task<SubjectId> SurvivorAsync(this CampaignsDbContext db, SubjectId person, CancellationToken ct) =>
        await db.MergedPeople.Where(m => m.Absorbed == person).Select(m => (SubjectId?)m.Survivor).SingleOrDefaultAsync(ct) ?? person;

    /// <summary>Each of these people by every id of theirs.</summary>
    public static async Task<Dictionary<SubjectId, SubjectId>> OwnersAsync(this CampaignsDbContext db, IReadOnlyCollection<SubjectId> people, CancellationToken ct)
    {
        var asked = people.Distinct().ToList();
        var owners = asked.ToDictionary(p => p, p => p);
        foreach (var merged in await db.MergedPeople.AsNoTracking().Where(m => asked.Contains(m.Survivor)).ToListAsync(ct))
        {
            owners[merged.Absorbed] = merged.Survivor;
        }

        return owners;
    }

    /// <summary>Announcements may come twice and in any order; wants an open transaction.</summary>
    public static async Task MergeAsync(this CampaignsDbContext db, SubjectId survivor, SubjectId absorbed, CancellationToken ct)
    {
        var last = await db.SurvivorAsync(survivor, ct);
        if (last == absorbed || (await db.LivingAsync([last, absorbed], ct)).Count < 2)
        {
            return;
        }

        var rows = await db.MergedPeople.Where(m => m.Survivor == absorbed || m.Absorbed == absorbed).ToListAsync(ct);
        rows.ForEach(m => m.Survivor = last);
        if (!rows.Exists(m => m.Absorbed == absorbed))
        {
            db.MergedPeople.Add(new MergedPerson { Absorbed = absorbed, Survivor = last });
        }
    }
}
