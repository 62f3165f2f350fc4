using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data;

/// <summary>Several ids of one customer. No order and no invoice is rewritten: their ids are part of what was recorded (ADR 29).</summary>
internal static class Merging
{
    /// <summary>The id and every other one of the same customer.</summary>
    public static async Task<IReadOnlyList<SubjectId>> IdsOfAsync(this SalesDbContext db, SubjectId customer, CancellationToken ct)
    {
        var survivor = await db.SurvivorAsync(customer, ct);
        return [.. (await db.MergedCustomers.Where(m => m.Survivor == survivor).Select(m => m.Absorbed).ToListAsync(ct)).Append(survivor).Append(customer).Distinct()];
    }

    /// <summary>Announcements may come twice and in any order; wants an open transaction.</summary>
    public static async Task MergeAsync(this SalesDbContext db, SubjectId survivor, SubjectId absorbed, CancellationToken ct)
    {
        var last = await db.SurvivorAsync(survivor, ct);
        if (last == absorbed || (await db.LivingAsync([last, absorbed], ct)).Count < 2)
        {
            return;
        }

        var rows = await db.MergedCustomers.Where(m => m.Survivor == absorbed || m.Absorbed == absorbed).ToListAsync(ct);
        rows.ForEach(m => m.Survivor = last);
        if (!rows.Exists(m => m.Absorbed == absorbed))
        {
            db.MergedCustomers.Add(new MergedCustomer { Absorbed = absorbed, Survivor = last });
        }
    }

    /// <summary>Runs inside an erasure.</summary>
    public static Task ForgetMergesAsync(this SalesDbContext db, IReadOnlyCollection<SubjectId> people, CancellationToken ct) =>
        db.MergedCustomers.Where(m => people.Contains(m.Absorbed) || people.Contains(m.Survivor)).ExecuteDeleteAsync(ct);

    /// <summary>Erased customers of whom the archive keeps nothing any more, under no id, are forgotten; runs inside an erasure.</summary>
    public static async Task ForgetMergesOfNothingAsync(this SalesDbContext db, IReadOnlyCollection<SubjectId> people, CancellationToken ct)
    {
        foreach (var person in people)
        {
            var ids = await db.IdsOfAsync(person, ct);
            if (ids.Count > 1 && await db.Tombstones.AnyAsync(t => t.SubjectId == person, ct) && !await db.Archive.AnyAsync(a => ids.Contains(a.SubjectId), ct))
            {
                await db.ForgetMergesAsync(ids, ct);
            }
        }
    }

    private static async Task<SubjectId> SurvivorAsync(this SalesDbContext db, SubjectId customer, CancellationToken ct) =>
        await db.MergedCustomers.Where(m => m.Absorbed == customer).Select(m => (SubjectId?)m.Survivor).SingleOrDefaultAsync(ct) ?? customer;
}
