using System.Text.Json;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>What is put aside of one person: what a copy says, and how many records of each class there were.</summary>
/// <param name="ChangedAt">The last change before.</param>
internal sealed record PutAside(Dictionary<string, int> Traces, IReadOnlyList<ExportTable> Copy, IReadOnlyList<ExportTable> Portable, DateTimeOffset? ChangedAt = null);

/// <summary>
/// Puts the state of a person aside before the first change after a request has come. Notes are only ever added, or redacted
/// for somebody else's sake: they are read as they are.
/// </summary>
internal static class ReceivedStates
{
    /// <summary>Called before a change is saved: what stands in the database is what was there when the request came.</summary>
    /// <param name="by">The request whose own correction this is.</param>
    public static async Task PutAsideAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> changing, Guid? by, CancellationToken ct)
    {
        if (changing.Count == 0)
        {
            return;
        }

        var now = db.Now;
        var people = changing.Select(id => new SubjectId(id)).ToList();
        var open = await db.Holds.AsNoTracking()
            .Where(h => EF.Parameter(people).Contains(h.SubjectId) && h.RequestId != by && (h.Until == null || h.Until > now))
            .Where(h => !db.ReceivedStates.Any(r => r.RequestId == h.RequestId && r.SubjectId == h.SubjectId))
            .Select(h => new { h.RequestId, h.SubjectId })
            .ToListAsync(ct);
        foreach (var person in open.GroupBy(h => h.SubjectId, h => h.RequestId))
        {
            var state = await db.StateOfAsync(person.Key.Value, ct);
            db.ReceivedStates.AddRange(person.Select(request => Sealed(request, person.Key, state, now)));
        }
    }

    /// <summary>What was put aside for a request, by person.</summary>
    public static async Task<IReadOnlyDictionary<Guid, (PutAside State, DateTimeOffset At)>> PutAsideForAsync(
        this ContactsDbContext db, Guid requestId, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var subjects = people.Select(id => new SubjectId(id)).ToList();
        var rows = await db.ReceivedStates.AsNoTracking().Where(r => r.RequestId == requestId && subjects.Contains(r.SubjectId)).ToListAsync(ct);
        return rows.ToDictionary(r => r.SubjectId.Value, r => (Opened(r), r.At));
    }

    private static async Task<PutAside> StateOfAsync(this ContactsDbContext db, Guid id, CancellationToken ct)
    {
        var traces = await db.TracesAsync([id], ct);
        return new PutAside(
            traces.Where(t => t.Key != DataClasses.Notes).ToDictionary(t => t.Key, t => t.Value),
            [.. (await db.ExportAsync([id], portableOnly: false, ct)).Where(t => t.DataClass != DataClasses.Notes)],
            await db.ExportAsync([id], portableOnly: true, ct),
            await db.Contacts.AsNoTracking().Where(c => c.Id == id).Select(c => (DateTimeOffset?)c.ChangedAt).SingleOrDefaultAsync(ct));
    }

    private static ReceivedState Sealed(Guid requestId, SubjectId subject, PutAside state, DateTimeOffset now)
    {
        var key = Vault.NewKey();
        return new ReceivedState
        {
            RequestId = requestId,
            SubjectId = subject,
            At = now,
            Key = key,
            Box = Vault.Seal(key, JsonSerializer.SerializeToUtf8Bytes(state, RoomJson.Options), requestId.ToByteArray()),
        };
    }

    private static PutAside Opened(ReceivedState row) =>
        JsonSerializer.Deserialize<PutAside>(Vault.Open(row.Key, row.Box, row.RequestId.ToByteArray()), RoomJson.Options)!;
}
