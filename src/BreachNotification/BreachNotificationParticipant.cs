using System.Globalization;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification;

/// <summary>
/// Answers for people named in a breach. That a breach concerned a person is documented and outlives an erasure, by the
/// SubjectId alone, until the file's retention ends (Art. 33(5)); the notes about them are not needed for that and go.
/// </summary>
internal sealed class BreachNotificationParticipant(BreachNotificationDbContext db, GdprSettings settings) : IErasesKept
{
    /// <summary>The article that asks for the register, and the period that ends it (policy: the law names none).</summary>
    internal const string Ground = "33(5):BREACH_FILE";

    private static readonly string[] Columns = ["reference", "status", "capacity", "note", "namedAt", "awareAt"];

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct) => @case.Right switch
    {
        RightRequested.Erasure => Findings.Of(@case.Within([.. await NotesAsync(@case, Outcome.Erased, ct), .. await KeptAsync(@case, ct)])),
        RightRequested.Access => Findings.Of(await ProvidedAsync(@case, ct)),
        _ => Findings.Of(),
    };

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Erasure)
        {
            return (await LocateAsync(@case, ct)).Data;
        }

        var keep = @case.Plan.FirstOrDefault(IsKeptNote);
        IReadOnlyList<Datum> notes = [];
        await db.EraseAsync(
            @case,
            async token =>
            {
                notes = await NotesAsync(@case, Outcome.Erased, token);
                if (keep is null && @case.Covers(NamedSubject.NoteClass))
                {
                    await Named(@case).ExecuteUpdateAsync(s => s.SetProperty(n => n.Note, (string?)null), token);
                }
                else if (keep is not null && notes.Count > 0)
                {
                    await db.KeepAsync(@case.RequestId, @case.Subjects, [keep], settings.Controller, token);
                }
            },
            ct);
        return @case.Within([.. notes.Select(n => keep is null ? n : keep with { Count = n.Count }), .. await KeptAsync(@case, ct)]);
    }

    public async Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Erasure)
        {
            return (await LocateAsync(@case, ct)).Data;
        }

        var keep = (await db.KeptByAsync(@case.RequestId, ct)).GetValueOrDefault(NamedSubject.NoteClass);
        var notes = await NotesAsync(@case, Outcome.None, ct);
        return @case.Within([.. notes.Select(n => keep is null ? n : keep with { Count = n.Count }), .. await KeptAsync(@case, ct)]);
    }

    /// <summary>Documented under a legal obligation: no part of a portability (Art. 20(1)(a)).</summary>
    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right == RightRequested.Portability)
        {
            return [];
        }

        var rows = await Named(@case).AsNoTracking().OrderBy(s => s.Id)
            .Join(db.Breaches, s => s.BreachId, b => b.Id, (s, b) => new { b.Reference, b.State, s.Capacity, s.Note, s.NamedAt, b.AwareAt })
            .ToListAsync(ct);
        return rows.Count == 0
            ? []
            : [new ExportTable(
                "breaches",
                Columns,
                [.. rows.Select(r => (IReadOnlyList<string?>)[r.Reference, r.State.ToString(), r.Capacity, r.Note, Iso(r.NamedAt), Iso(r.AwareAt)])],
                NamedSubject.DataClass,
                "legalObligation")];
    }

    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct) => CarryOutAsync(erased.AsCase(), ct);

    public async Task EraseKeptAsync(EndedKeeping ended, CancellationToken ct)
    {
        if (ended.DataClasses.Contains(NamedSubject.NoteClass))
        {
            await db.Subjects.Where(s => s.SubjectId == ended.SubjectId).ExecuteUpdateAsync(s => s.SetProperty(n => n.Note, (string?)null), ct);
        }
    }

    private IQueryable<NamedSubject> Named(ParticipationCase @case) => db.Subjects.Where(s => @case.Subjects.Contains(s.SubjectId));

    private async Task<IReadOnlyList<Datum>> NotesAsync(ParticipationCase @case, Outcome outcome, CancellationToken ct)
    {
        var count = await Named(@case).CountAsync(s => s.Note != null, ct);
        return count == 0 ? [] : [new Datum(NamedSubject.NoteClass, count, outcome, null, null)];
    }

    // An open file has no end yet.
    private async Task<IReadOnlyList<Datum>> KeptAsync(ParticipationCase @case, CancellationToken ct)
    {
        var ends = await Named(@case).Join(db.Breaches, s => s.BreachId, b => b.Id, (s, b) => b.KeepUntil).ToListAsync(ct);
        return [.. ends.GroupBy(e => e).OrderBy(g => g.Key).Select(g => new Datum(NamedSubject.DataClass, g.Count(), Outcome.Kept, Ground, g.Key))];
    }

    private async Task<IReadOnlyList<Datum>> ProvidedAsync(ParticipationCase @case, CancellationToken ct)
    {
        var count = await Named(@case).CountAsync(ct);
        return count == 0 ? [] : [new Datum(NamedSubject.DataClass, count, Outcome.Provided, null, null)];
    }

    private static bool IsKeptNote(Datum datum) => datum is { DataClass: NamedSubject.NoteClass, Outcome: Outcome.Kept };

    private static string? Iso(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
