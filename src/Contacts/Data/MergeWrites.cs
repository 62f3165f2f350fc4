using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>Second ids of people, and what moves when another is found.</summary>
internal static class MergeWrites
{
    /// <summary>Whom an id means today; null when it never was a second id.</summary>
    public static Task<Guid?> SurvivorAsync(this ContactsDbContext db, Guid id, CancellationToken ct) =>
        db.Merged.AsNoTracking().Where(m => m.AbsorbedId == id).Select(m => (Guid?)m.SurvivorId).SingleOrDefaultAsync(ct);

    /// <summary>Those of the ids that are second ones, with whom they mean.</summary>
    public static Task<Dictionary<Guid, Guid>> SurvivorsAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        db.Merged.AsNoTracking().Where(m => EF.Parameter(ids).Contains(m.AbsorbedId)).ToDictionaryAsync(m => m.AbsorbedId, m => m.SurvivorId, ct);

    /// <summary>Every second id of these people.</summary>
    public static async Task<ILookup<Guid, Guid>> SecondIdsAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        (await db.Merged.AsNoTracking().Where(m => EF.Parameter(ids).Contains(m.SurvivorId)).ToListAsync(ct)).ToLookup(m => m.SurvivorId, m => m.AbsorbedId);

    /// <summary>
    /// Gives what was written about the second contact to the survivor and takes the second one away; the survivor's own
    /// row has taken in its fields. False when the second one has changed since it was read.
    /// </summary>
    public static async Task<bool> MoveAsync(this ContactsDbContext db, Guid survivor, Contact absorbed, CancellationToken ct)
    {
        var id = absorbed.Id;
        await db.Notes.Where(n => n.ContactId == id).ExecuteUpdateAsync(s => s.SetProperty(n => n.ContactId, survivor), ct);
        await db.Origins.Where(o => o.ContactId == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.ContactId, survivor), ct);
        await db.Emails.Where(e => e.ContactId == id).ExecuteDeleteAsync(ct);
        await db.Phones.Where(p => p.ContactId == id).ExecuteDeleteAsync(ct);
        await db.Attributes.Where(a => a.ContactId == id).ExecuteDeleteAsync(ct);
        await db.Identifiers.Where(i => i.ContactId == id).ExecuteDeleteAsync(ct);
        await db.DismissedPairs.Where(p => p.FirstId == id || p.SecondId == id).ExecuteDeleteAsync(ct);
        await db.Merged.Where(m => m.SurvivorId == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.SurvivorId, survivor), ct);
        db.Merged.Add(new MergedContact { AbsorbedId = id, SurvivorId = survivor, At = db.Now });
        return await db.Contacts.Where(c => c.Id == id && c.Version == absorbed.Version).ExecuteDeleteAsync(ct) == 1;
    }
}
