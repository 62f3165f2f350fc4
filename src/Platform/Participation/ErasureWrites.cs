using Gdpr.Kernel;
using Gdpr.Platform.Data;

namespace Gdpr.Platform.Participation;

/// <summary>Erases what a request asks for: the whole person, who is dead here from then on, or some classes of data of one who stays (Art. 17).</summary>
public static class ErasureWrites
{
    /// <param name="people">Everybody whose rows go: the person, and who came in under the person's identifiers meanwhile.</param>
    public static Task EraseAsync(
        this RoomDbContext db, ParticipationCase @case, IReadOnlyCollection<SubjectId> people, Func<CancellationToken, Task> deletions, CancellationToken ct) =>
        @case.IsPart
            ? db.ErasePartAsync([(@case.RequestId, @case.Subjects.Select(s => (SubjectId?)s).FirstOrDefault())], @case.LedgerSequence ?? 0, deletions, ct)
            : db.EraseAsync(people, @case.LedgerSequence ?? 0, deletions, ct);

    public static Task EraseAsync(this RoomDbContext db, ParticipationCase @case, Func<CancellationToken, Task> deletions, CancellationToken ct) =>
        db.EraseAsync(@case, @case.Subjects, deletions, ct);

    public static Task EraseAsync(this RoomDbContext db, ReplayedErasure erased, Func<CancellationToken, Task> deletions, CancellationToken ct) =>
        erased.DataClasses.Count > 0
            ? db.ErasePartAsync([.. erased.Rows.Select(r => (r.Reference, r.SubjectId))], erased.LedgerSequence, deletions, ct)
            : db.EraseAsync(erased.Subjects, erased.LedgerSequence, deletions, ct);
}
