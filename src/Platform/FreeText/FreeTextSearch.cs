using Gdpr.Kernel;
using Gdpr.Kernel.FreeText;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.FreeText;

/// <summary>
/// Searches the words that people wrote in a room for the person of a case (DESIGN 3.6): notes, reasons, descriptions about
/// others. What is about the person themself is the participant's own affair and goes with its rows.
/// </summary>
internal static class FreeTextSearch
{
    public static async Task<IReadOnlyList<TextFound>> NamedInTextsAsync(
        this RoomDbContext db, ParticipationCase @case, IParticipant participant, CancellationToken ct) =>
        [.. (await FoundAsync(db, @case, participant, ct)).Select(f => f.Text)];

    /// <summary>How many places nobody has decided about yet.</summary>
    public static async Task<int> UndecidedAsync(
        this RoomDbContext db, ParticipationCase @case, IReadOnlyList<TextDecision> decisions, IParticipant participant, CancellationToken ct)
    {
        var left = decisions.Where(d => d.Room == db.Room).ToDictionary(d => d.Place, d => d.Spans.Where(s => !s.Redact).ToLookup(s => s.Quote));
        var texts = await db.NamedInTextsAsync(@case, participant, ct);
        return texts.Sum(t => t.Mentions
            .GroupBy(m => TextDigest.Of(m.Span.Of(t.Text)))
            .Sum(g => Math.Max(0, g.Count() - (left.TryGetValue(t.Place, out var spared) ? spared[g.Key].Count() : 0))));
    }

    /// <summary>Takes out what staff marked, of texts that still say what they read.</summary>
    public static async Task RedactAsync(
        this RoomDbContext db, ParticipationCase @case, IReadOnlyList<TextDecision> decisions, IParticipant participant, CancellationToken ct)
    {
        var marked = decisions.Where(d => d.Room == db.Room && d.Spans.Any(s => s.Redact)).ToDictionary(d => d.Place);
        if (marked.Count == 0)
        {
            return;
        }

        foreach (var (text, write) in await FoundAsync(db, @case, participant, ct))
        {
            if (!text.Fixed && marked.TryGetValue(text.Place, out var decision) && decision.Digest == text.Digest)
            {
                await write(TextSpan.Redact(text.Text, decision.Spans.Where(s => s.Redact).Select(s => s.Span)));
                db.Audit("system", "text.redacted", reference: @case.RequestId);
            }
        }

        db.ErasedBytes = true;
    }

    private static async Task<List<(TextFound Text, Func<string, Task> Write)>> FoundAsync(
        RoomDbContext db, ParticipationCase @case, IParticipant participant, CancellationToken ct)
    {
        var found = new List<(TextFound, Func<string, Task>)>();
        var patterns = Mentions.Patterns(@case.Identifiers);
        var search = new MentionSearch(@case.Identifiers);
        foreach (var column in patterns.Count == 0 ? [] : FreeTextColumn.Of(db))
        {
            foreach (var row in (await column.RowsAsync(db, patterns, search, ct)).Where(r => !IsOwn(db, r, @case)))
            {
                found.AddRange(InRow(db, column, row, search));
            }
        }

        if (participant is IHoldsSealedTexts holder)
        {
            await foreach (var text in holder.ReadTextsAsync(@case, ct))
            {
                found.AddRange(In(text.Place, text.DataClass, false, text.Text, search, changed => holder.WriteTextAsync(text.Place, changed, ct)));
            }
        }

        return found;
    }

    private static IEnumerable<(TextFound, Func<string, Task>)> InRow(RoomDbContext db, FreeTextColumn column, object row, MentionSearch search)
    {
        var property = db.Entry(row).Property(column.Property);
        return In(column.PlaceOf(db, row), column.DataClass, column.Fixed, (string)property.CurrentValue!, search, changed =>
        {
            property.CurrentValue = changed;
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<(TextFound, Func<string, Task>)> In(
        string place, string dataClass, bool isFixed, string text, MentionSearch search, Func<string, Task> write) =>
        search.In(text) is { Count: > 0 } mentions ? [(new TextFound(place, dataClass, isFixed, text, mentions), write)] : [];

    // The person's own rows, and the file of the request itself.
    private static bool IsOwn(RoomDbContext db, object row, ParticipationCase @case)
    {
        if (row is IAboutSubject about && @case.Subjects.Contains(about.SubjectId))
        {
            return true;
        }

        var request = db.Model.FindEntityType(row.GetType())?.FindProperty(nameof(ParticipationCase.RequestId));
        return request is not null && request.GetGetter().GetClrValue(row) is Guid id && id == @case.RequestId;
    }
}
