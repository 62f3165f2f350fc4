using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Participation;

/// <summary>
/// A class of a person's data that an erasure left standing because a reviewer had a ground for it. Without an end it stays
/// until somebody decides; with one the room erases it by itself (Art. 5(1)(e), DESIGN 3.7).
/// </summary>
public sealed class KeptDatum
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required string DataClass { get; init; }

    [NotPersonal]
    public string? Ground { get; set; }

    /// <summary>The last day on which it may be kept.</summary>
    [NotPersonal]
    public DateOnly? Until { get; set; }

    /// <summary>When it is looked at: the day after the last, later while a claim or a request needs it. Null without an end.</summary>
    [NotPersonal]
    public DateTimeOffset? DueAt { get; set; }
}

/// <summary>What an erasure keeps, written in its transaction and read by the check after it, however long after.</summary>
public static class KeptClasses
{
    /// <summary>For a room whose classes of data a reviewer may keep.</summary>
    public static void MapKept(this ModelBuilder model) => model.Entity<KeptDatum>(e =>
    {
        e.ToTable("KeptData");
        e.HasKey(k => new { k.RequestId, k.SubjectId, k.DataClass });
        e.Property(k => k.DataClass).HasMaxLength(100);
        e.Property(k => k.Ground).HasMaxLength(200);
        e.HasIndex(k => k.DueAt);
        e.HasIndex(k => k.SubjectId);
    });

    /// <summary>Runs inside <c>EraseAsync</c>; repeated, it adds nothing.</summary>
    public static async Task KeepAsync(
        this RoomDbContext db, Guid requestId, IReadOnlyCollection<SubjectId> people, IEnumerable<Datum> kept, Controller controller, CancellationToken ct)
    {
        var rows = db.Set<KeptDatum>();
        var known = (await rows.Where(k => k.RequestId == requestId).ToListAsync(ct)).Select(k => (k.SubjectId, k.DataClass)).ToHashSet();
        rows.AddRange(
            from datum in kept.Where(d => d.Outcome == Outcome.Kept).DistinctBy(d => d.DataClass)
            from person in people.Distinct()
            where !known.Contains((person, datum.DataClass))
            select new KeptDatum
            {
                RequestId = requestId,
                SubjectId = person,
                DataClass = datum.DataClass,
                Ground = datum.Ground,
                Until = datum.Until,
                DueAt = datum.Until is { } last ? controller.StartOf(last.AddDays(1)) : null,
            });
    }

    /// <summary>What the request still keeps of these people, by class; what has ended is no longer among it.</summary>
    public static async Task<Dictionary<string, Datum>> KeptByAsync(this RoomDbContext db, Guid requestId, CancellationToken ct) =>
        (await db.Set<KeptDatum>().AsNoTracking().Where(k => k.RequestId == requestId).ToListAsync(ct))
            .DistinctBy(k => k.DataClass)
            .ToDictionary(k => k.DataClass, k => new Datum(k.DataClass, 0, Outcome.Kept, k.Ground, k.Until));
}
