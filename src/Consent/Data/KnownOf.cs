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

    private static readonly string[] InformationColumns = ["what", "origin", "supplier", "obtainedAt", "dueAt", "at", "exemption", "language", "sha256"];

    public static async Task<IReadOnlyList<ExportTable>> KnownOfAsync(
        this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, DateTimeOffset? receivedAt, CancellationToken ct)
    {
        var facts = await db.Facts.AsNoTracking().Where(f => subjects.Contains(f.SubjectId)).ToListAsync(ct);
        var traces = await db.AccessTraces.AsNoTracking().Where(t => subjects.Contains(t.SubjectId)).OrderBy(t => t.At).ToListAsync(ct);
        var information = await db.InformationRowsAsync(subjects, ct);
        var proposals = await db.Proposals.AsNoTracking().Where(p => subjects.Contains(p.SubjectId)).OrderBy(p => p.Id).ToListAsync(ct);
        var asks = await db.Asks.AsNoTracking().Where(a => subjects.Contains(a.SubjectId)).OrderBy(a => a.Id).ToListAsync(ct);
        return
        [
            .. proposals.Count == 0 ? [] : new[] { new ExportTable("erasure-proposals", ["cause", "purpose", "dataClasses", "at", "outcome"], [.. proposals.Select(Row)], ErasureProposal.DataClass, "legitimateInterests") },
            .. asks.Count == 0 ? [] : new[] { new ExportTable("requalifications", ["route", "code", "askedAt", "answerBy", "outcome"], [.. asks.Select(Row)], RequalificationAsk.DataClass, "legitimateInterests") },
            .. information.Count == 0 ? [] : new[] { new ExportTable("information", InformationColumns, information, InformationDuty.DataClass, "legalObligation") },
            .. facts.Select(f => new ExportTable("facts", ["fact", "value"], Rows(f), SubjectFacts.DataClass, "legitimateInterests") { ChangedAfterReceipt = f.IsRestatedSince(receivedAt) ? f.StatedAt : null }),
            .. traces.Count == 0 ? [] : new[] { new ExportTable("access-traces", TraceColumns, [.. traces.Select(Row)], AccessTrace.DataClass, "legitimateInterests") },
        ];
    }

    // The source of the data, and each notice that told of it.
    private static async Task<IReadOnlyList<IReadOnlyList<string?>>> InformationRowsAsync(this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        var duties = await db.Duties.AsNoTracking().Where(d => subjects.Contains(d.SubjectId)).ToListAsync(ct);
        var notices = await db.InformationNotices.AsNoTracking().Where(n => subjects.Contains(n.SubjectId)).OrderBy(n => n.Id).ToListAsync(ct);
        return
        [
            .. duties.Select(d => new[] { "duty", d.Origin, d.Supplier, Day(d.ObtainedAt), Day(d.DueAt), d.InformedAt is { } told ? Day(told) : null, d.ExemptGround, null, null }),
            .. notices.Select(n => new[] { "notice", n.Origin, null, null, null, Day(n.At), null, n.Language, n.TextSha256 }),
        ];
    }

    private static string Day(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    // What was stated for the first time has overwritten nothing.
    private static bool IsRestatedSince(this SubjectFacts facts, DateTimeOffset? receivedAt) => facts.Version > 1 && facts.StatedAt > receivedAt;

    private static IReadOnlyList<IReadOnlyList<string?>> Rows(SubjectFacts facts)
    {
        var words = JsonSerializer.SerializeToNode(facts, RoomJson.Options)!.AsObject();
        return [.. words.Where(p => p.Value is not null && p.Key is not ("subjectId" or "id" or "version" or "statedBy")).Select(p => new[] { p.Key, p.Value!.ToString() })];
    }

    private static IReadOnlyList<string?> Row(ErasureProposal p) => [Word(p.Cause), p.Purpose, p.DataClasses, Day(p.ProposedAt), p.Outcome is { } outcome ? Word(outcome) : null];

    private static IReadOnlyList<string?> Row(RequalificationAsk a) =>
        [Word(a.Route), a.Code, a.AskedAt is { } asked ? Day(asked) : null, a.AnswerBy is { } until ? Day(until) : null, Word(a.Outcome)];

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static IReadOnlyList<string?> Row(AccessTrace trace) =>
    [
        trace.Step.ToString(CultureInfo.InvariantCulture),
        trace.At.ToString("O", CultureInfo.InvariantCulture),
        trace.Ip,
        trace.UserAgent,
        trace.EraseAt.ToString("O", CultureInfo.InvariantCulture),
    ];
}
