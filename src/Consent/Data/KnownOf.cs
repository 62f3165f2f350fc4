using System.Globalization;
using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>What this room knows of a person beside what the person said, for the copy of Art. 15.</summary>
internal static class KnownOf
{
    private static readonly string[] TraceColumns = ["step", "at", "ip", "userAgent", "erasedOn"];

    public static async Task<IReadOnlyList<ExportTable>> KnownOfAsync(
        this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, DateTimeOffset? receivedAt, CancellationToken ct)
    {
        var facts = await db.Facts.AsNoTracking().Where(f => subjects.Contains(f.SubjectId)).ToListAsync(ct);
        var traces = await db.AccessTraces.AsNoTracking().Where(t => subjects.Contains(t.SubjectId)).OrderBy(t => t.At).ToListAsync(ct);
        return
        [
            .. facts.Select(f => new ExportTable("facts", ["fact", "value"], Rows(f), SubjectFacts.DataClass, "legitimateInterests") { ChangedAfterReceipt = f.IsRestatedSince(receivedAt) ? f.StatedAt : null }),
            .. traces.Count == 0 ? [] : new[] { new ExportTable("access-traces", TraceColumns, [.. traces.Select(Row)], AccessTrace.DataClass, "legitimateInterests") },
        ];
    }

    // What was stated for the first time has overwritten nothing.
    private static bool IsRestatedSince(this SubjectFacts facts, DateTimeOffset? receivedAt) => facts.Version > 1 && facts.StatedAt > receivedAt;

    private static IReadOnlyList<IReadOnlyList<string?>> Rows(SubjectFacts facts)
    {
        var words = JsonSerializer.SerializeToNode(facts, RoomJson.Options)!.AsObject();
        return [.. words.Where(p => p.Value is not null && p.Key is not ("subjectId" or "id" or "version" or "statedBy")).Select(p => new[] { p.Key, p.Value!.ToString() })];
    }

    private static IReadOnlyList<string?> Row(AccessTrace trace) =>
    [
        trace.Step.ToString(CultureInfo.InvariantCulture),
        trace.At.ToString("O", CultureInfo.InvariantCulture),
        trace.Ip,
        trace.UserAgent,
        trace.EraseAt.ToString("O", CultureInfo.InvariantCulture),
    ];
}
