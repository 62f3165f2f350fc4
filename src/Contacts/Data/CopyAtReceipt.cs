using Gdpr.Contacts.Domain;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>What a copy shows: what was put aside when the request came, and what stands unchanged since.</summary>
internal static class CopyAtReceipt
{
    public static async Task<IReadOnlyList<ExportTable>> CopyAsync(
        this ContactsDbContext db, Guid requestId, IReadOnlyCollection<Guid> ids, bool portableOnly, CancellationToken ct)
    {
        var aside = await db.PutAsideForAsync(requestId, ids, ct);
        if (aside.Count == 0)
        {
            return await db.ExportAsync(ids, portableOnly, ct);
        }

        var notes = (await db.ExportAsync(ids, portableOnly, ct)).Where(t => t.DataClass == DataClasses.Notes);
        var unchanged = await db.ExportAsync([.. ids.Except(aside.Keys)], portableOnly, ct);
        var then = aside.Values.SelectMany(a => (portableOnly ? a.State.Portable : a.State.Copy).Select(t => t with { AsOf = a.At }));
        return [.. then.Concat(unchanged.Where(t => t.DataClass != DataClasses.Notes)).Concat(notes).GroupBy(t => t.Name).Select(Joined)];
    }

    /// <summary>How many records of each class the copy speaks of.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CopyTracesAsync(
        this ContactsDbContext db, Guid requestId, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var aside = await db.PutAsideForAsync(requestId, ids, ct);
        if (aside.Count == 0)
        {
            return await db.TracesAsync(ids, ct);
        }

        var notes = (await db.TracesAsync([.. aside.Keys], ct)).Where(t => t.Key == DataClasses.Notes);
        var unchanged = await db.TracesAsync([.. ids.Except(aside.Keys)], ct);
        return aside.Values.SelectMany(a => a.State.Traces).Concat(notes).Concat(unchanged)
            .GroupBy(t => t.Key, t => t.Value).ToDictionary(g => g.Key, g => g.Sum());
    }

    /// <summary>
    /// When somebody held already was last changed after the request came and before this room was told of it. A later
    /// change has put the state aside, with the time of the change before it.
    /// </summary>
    public static async Task<DateTimeOffset?> ChangedAfterReceiptAsync(this ContactsDbContext db, ParticipationCase @case, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (@case.ReceivedAt is not { } received)
        {
            return null;
        }

        var aside = await db.PutAsideForAsync(@case.RequestId, ids, ct);
        var held = await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id) && c.CreatedAt < received).Select(c => new { c.Id, c.ChangedAt }).ToListAsync(ct);
        return held.Select(c => aside.TryGetValue(c.Id, out var then) ? then.State.ChangedAt : c.ChangedAt).Where(at => at > received).Max();
    }

    // Each person has the columns of their own attributes.
    private static ExportTable Joined(IGrouping<string, ExportTable> parts)
    {
        var tables = parts.ToList();
        List<string> columns = [.. tables.SelectMany(t => t.Columns).Distinct()];
        var rows = tables.SelectMany(t => t.Rows, (t, row) => (IReadOnlyList<string?>)[.. columns.Select(c => t.Columns.ToList().IndexOf(c) is var at and >= 0 ? row[at] : null)]);
        return tables[0] with { Columns = columns, Rows = [.. rows], AsOf = tables.Min(t => t.AsOf) };
    }
}
