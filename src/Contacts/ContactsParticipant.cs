using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts;

/// <summary>Answers requests about a person from what Contacts holds: hands it out (Arts. 15, 20), corrects it (Art. 16), erases it (Art. 17), looks again.</summary>
internal sealed class ContactsParticipant(ContactsDbContext db, Rectification rectification, GdprSettings settings) : IErasesKept
{
    private const string Blank = "[…]";

    private static readonly string[] Portable =
        [DataClasses.Identity, DataClasses.Address, DataClasses.Email, DataClasses.Phone, DataClasses.ExternalId, DataClasses.Attributes];

    public IReadOnlyCollection<RightRequested> Answers =>
        [RightRequested.Access, RightRequested.Portability, RightRequested.Erasure, RightRequested.Rectification];

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right == RightRequested.Rectification)
        {
            return Findings.Of(await rectification.LocateAsync(@case, ct));
        }

        var reach = await ReachAsync(@case, ct);
        return new Findings(await FoundAsync(@case, reach, ct), await UnknownAsync(@case, reach, ct));
    }

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Erasure)
        {
            return @case.Right == RightRequested.Rectification
                ? await rectification.CarryOutAsync(@case, ct)
                : await FoundAsync(@case, await ReachAsync(@case, ct), ct);
        }

        var kept = @case.Plan.Where(d => d.Outcome == Outcome.Kept).DistinctBy(d => d.DataClass).ToDictionary(d => d.DataClass);
        IReadOnlyList<Datum> before = [];
        var reach = await ReachAsync(@case, ct);
        IReadOnlyList<SubjectId> people = [.. @case.Subjects.Union(reach.Select(id => new SubjectId(id)))];
        await db.EraseAsync(
            @case,
            people,
            async token =>
            {
                before = await FoundAsync(@case, reach, token);
                await (@case.IsPart ? db.ClearPartAsync(reach, Going(@case.Asked.DataClasses, kept.Keys), token) : db.ClearAsync(reach, kept.Keys, token));
                if (@case.Covers(DataClasses.Notes))
                {
                    await BlankQuotesAsync(@case, reach, token);
                }

                var held = kept.Values.Where(k => before.Any(d => d.DataClass == k.DataClass && d.Outcome != Outcome.Pseudonymised));
                await db.KeepAsync(@case.RequestId, people, held, settings.Controller, token);
            },
            ct);
        return [.. before.Select(d => Decided(d, kept))];
    }

    public async Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right == RightRequested.Rectification)
        {
            return await rectification.VerifyAsync(@case, ct);
        }

        var found = await FoundAsync(@case, await ReachAsync(@case, ct), ct);
        if (@case.Right != RightRequested.Erasure)
        {
            return found;
        }

        var kept = await db.KeptByAsync(@case.RequestId, ct);
        return [.. found.Select(d => Decided(d with { Outcome = Outcome.None }, kept))];
    }

    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        Guid[] ids = [.. @case.Subjects.Select(s => s.Value)];
        var changed = await db.ChangedAfterReceiptAsync(@case, ids, ct);
        var copy = await db.CopyAsync(@case.RequestId, ids, portableOnly: @case.Right == RightRequested.Portability, ct);
        return [.. copy.Select(t => t.DataClass == DataClasses.Notes ? t : t with { ChangedAfterReceipt = changed })];
    }

    public Task EraseKeptAsync(EndedKeeping ended, CancellationToken ct) => ended.IsErased
        ? db.ClearAsync([ended.SubjectId.Value], ended.StillKept, ct)
        : db.ClearPartAsync([ended.SubjectId.Value], ended.DataClasses, ct);

    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct)
    {
        Guid[] ids = [.. erased.Subjects.Select(s => s.Value)];
        string[] kept = [.. erased.Kept.Select(d => d.DataClass)];
        return db.EraseAsync(
            erased,
            async token =>
            {
                if (erased.Covers(DataClasses.Notes))
                {
                    await db.BlankQuotesAsync(ids, Blank, token);
                }

                await (erased.DataClasses.Count > 0 ? db.ClearPartAsync(ids, Going(erased.DataClasses, kept), token) : db.ClearAsync(ids, kept, token));
                foreach (var row in erased.Rows.Where(r => r.SubjectId is not null && erased.Kept.Count > 0))
                {
                    await db.KeepAsync(row.Reference, [row.SubjectId!.Value], erased.Kept, settings.Controller, token);
                }
            },
            ct);
    }

    private static IReadOnlyCollection<string> Going(IEnumerable<string> asked, IEnumerable<string> kept) => [.. asked.Except(kept)];

    private static Datum Decided(Datum datum, Dictionary<string, Datum> kept) =>
        datum.Outcome != Outcome.Pseudonymised && kept.TryGetValue(datum.DataClass, out var decision) ? decision with { Count = datum.Count } : datum;

    /// <summary>
    /// The person's contacts; and whoever came to us under the person's identifiers after the request began without an
    /// act of their own: a late import, not another person who shares an address.
    /// </summary>
    private async Task<IReadOnlyList<Guid>> ReachAsync(ParticipationCase @case, CancellationToken ct)
    {
        var own = @case.Subjects.Select(s => s.Value).ToList();
        if (@case.IsPart)
        {
            return own;
        }

        var others = (await db.PeopleWithAsync(@case.Identifiers, ct)).Except(own).ToList();
        if (others.Count > 0 && own.Count > 0)
        {
            // Once the request is closed its hold is gone; the tombstone tells since when the person should be.
            DateTimeOffset?[] since =
            [
                await db.Holds.Where(h => h.RequestId == @case.RequestId).MinAsync(h => (DateTimeOffset?)h.Since, ct),
                await db.Tombstones.Where(t => @case.Subjects.Contains(t.SubjectId)).MinAsync(t => (DateTimeOffset?)t.ErasedAt, ct),
            ];
            var began = since.Min() ?? db.Now;
            others = await db.Contacts
                .Where(c => others.Contains(c.Id) && c.CreatedAt >= began && !db.Origins.Any(o => o.ContactId == c.Id && o.Act != OwnAct.None))
                .Select(c => c.Id)
                .ToListAsync(ct);
        }

        return [.. own.Union(others)];
    }

    private async Task<IReadOnlyList<Datum>> FoundAsync(ParticipationCase @case, IReadOnlyList<Guid> reach, CancellationToken ct)
    {
        var traces = @case.IsPart ? await db.TracesOfPartAsync(reach, @case.Asked.DataClasses, ct)
            : @case.Right == RightRequested.Erasure ? await db.TracesAsync(reach, ct)
            : await db.CopyTracesAsync(@case.RequestId, reach, ct);
        var outcome = @case.Right == RightRequested.Erasure ? Outcome.Erased : Outcome.Provided;
        var data = traces.Where(t => @case.Right != RightRequested.Portability || Portable.Contains(t.Key))
            .Select(t => new Datum(t.Key, t.Value, outcome, null, null));
        if (@case.Right != RightRequested.Erasure)
        {
            var changed = await db.ChangedAfterReceiptAsync(@case, reach, ct) is not null;
            return [.. data.Select(d => changed && d.DataClass != DataClasses.Notes ? d with { Ground = ParticipationCase.ChangedAfterReceipt } : d)];
        }

        if (!@case.Covers(DataClasses.Notes))
        {
            return [.. data];
        }

        var quotes = (await db.QuotesAsync(reach, @case.Identifiers, ct)).Select(q => q.Note).Distinct().Count();
        return [.. data, .. quotes == 0 ? (Datum[])[] : [new Datum(DataClasses.Notes, quotes, Outcome.Pseudonymised, null, null)]];
    }

    private async Task<IReadOnlyList<Identifier>> UnknownAsync(ParticipationCase @case, IReadOnlyList<Guid> reach, CancellationToken ct)
    {
        var known = await db.Identifiers.AsNoTracking().Where(i => reach.Contains(i.ContactId)).Select(i => new { i.Kind, i.Value }).ToListAsync(ct);
        return [.. known.Select(i => new Identifier(i.Kind, i.Value)).Distinct().Except(@case.Identifiers)];
    }

    private async Task BlankQuotesAsync(ParticipationCase @case, IReadOnlyList<Guid> reach, CancellationToken ct)
    {
        var quotes = (await db.QuotesAsync(reach, @case.Identifiers, ct)).ToLookup(q => q.Note, q => q.Quoted);
        var ids = quotes.Select(q => q.Key).ToList();
        foreach (var note in await db.Notes.Where(n => ids.Contains(n.Id)).ToListAsync(ct))
        {
            note.Text = quotes[note.Id].Aggregate(note.Text, (text, quoted) => text.Replace(quoted, Blank, StringComparison.OrdinalIgnoreCase));
        }
    }
}
