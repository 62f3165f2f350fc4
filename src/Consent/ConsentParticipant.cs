using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent;

/// <summary>
/// Answers requests about a person: what they said is erased (Art. 17) or handed out (Arts. 15, 20), an objection is
/// written down and checked (Art. 21); every refusal outlives the erasure as a keyed hash, so that it can still be respected (Art. 21(3)).
/// </summary>
internal sealed class ConsentParticipant(ConsentDbContext db, IdentifierHasher hasher, Objections objections, GdprSettings settings) : IErasesKept, IReplaysChoices
{
    /// <summary>Force: recommended. The law does not oblige us; only the minimum needed to respect the refusal stays.</summary>
    internal const string SuppressionGround = "21(3):SUPPRESSION";

    /// <summary>What a reviewer may keep on a ground: hashes and refusals follow rules of their own.</summary>
    private static readonly string[] Keepable = [ConsentEvent.DataClass, SubjectFacts.DataClass, AccessTrace.DataClass];

    public IReadOnlyCollection<RightRequested> Answers =>
        [RightRequested.Access, RightRequested.Portability, RightRequested.Erasure, RightRequested.Objection];

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct)
    {
        switch (@case.Right)
        {
            case RightRequested.Erasure:
                var traces = await db.TracesAsync(await ReachAsync(@case, ct), Hashes(@case), ct);
                return Findings.Of(@case.Within([.. Held(@case, traces, Outcome.Erased), .. Kept(traces)]));
            case RightRequested.Access or RightRequested.Portability:
                return Findings.Of(await ProvidedAsync(@case, ct));
            case RightRequested.Objection:
                var wanted = await objections.MissingAsync(@case.RequestId, @case.Subjects, @case.Identifiers, ct);
                return Findings.Of(new Datum(Suppression.DataClass, wanted.Wanted, Outcome.Kept, SuppressionGround, null));
            default:
                return Findings.Of();
        }
    }

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right == RightRequested.Objection)
        {
            await db.InTransactionAsync(token => objections.RecordAsync(@case.RequestId, @case.Subjects, @case.Identifiers, @case.Asked, token), ct);
        }

        if (@case.Right != RightRequested.Erasure)
        {
            return (await LocateAsync(@case, ct)).Data;
        }

        var kept = @case.Plan.Where(d => d.Outcome == Outcome.Kept && Keepable.Contains(d.DataClass)).DistinctBy(d => d.DataClass).ToDictionary(d => d.DataClass);
        SubjectTraces? before = null;
        bool Wanted(string dataClass) => @case.Covers(dataClass) && !kept.ContainsKey(dataClass);
        await db.EraseAsync(
            @case,
            async token =>
            {
                var reach = await ReachAsync(@case, token);
                before = await db.TracesAsync(reach, Hashes(@case), token);
                await (@case.IsPart ? db.ForgetAsync(reach, Wanted, token) : db.ForgetAsync(await PersonAsync(@case, token), reach, Wanted, token));
                var held = Held(@case, before, Outcome.Erased).Where(d => kept.ContainsKey(d.DataClass)).Select(d => kept[d.DataClass]);
                await db.KeepAsync(@case.RequestId, reach, held, settings.Controller, token);
            },
            ct);
        var after = await db.TracesAsync(@case.IsPart ? await ReachAsync(@case, ct) : [], Hashes(@case), ct);
        return @case.Within([.. Held(@case, before!, Outcome.Erased).Select(d => Decided(d, kept)), .. Kept(after)]);
    }

    public async Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right == RightRequested.Objection)
        {
            return await ObjectedAsync(@case, ct);
        }

        if (@case.Right != RightRequested.Erasure)
        {
            return (await LocateAsync(@case, ct)).Data;
        }

        var kept = await db.KeptByAsync(@case.RequestId, ct);
        var traces = await db.TracesAsync(await ReachAsync(@case, ct), Hashes(@case), ct);
        return @case.Within([.. Held(@case, traces, Outcome.None).Select(d => Decided(d, kept)), .. Kept(traces)]);
    }

    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        var portableOnly = @case.Right == RightRequested.Portability;
        var receipts = await db.ReceiptsAsync(@case.Subjects, portableOnly, ct);
        return portableOnly ? receipts : [.. receipts, .. await db.KnownOfAsync(@case.Subjects, @case.ReceivedAt, ct), .. await db.CookieTablesAsync(@case.Subjects, ct)];
    }

    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct)
    {
        bool Wanted(string dataClass) => erased.Covers(dataClass) && !(Keepable.Contains(dataClass) && erased.Kept.Any(d => d.DataClass == dataClass));
        return db.EraseAsync(
            erased,
            async token =>
            {
                if (erased.DataClasses.Count > 0)
                {
                    await db.ForgetAsync(erased.Subjects, Wanted, token);
                }
                else
                {
                    var people = await db.HashedAsync(
                        erased.Subjects, s => erased.HashesOf(s).Where(h => h.Kind != IdentifierKind.Name).Select(h => h.Hash), token);
                    await db.ForgetAsync(people, erased.Subjects, Wanted, token);
                }

                Datum[] kept = [.. erased.Kept.Where(d => Keepable.Contains(d.DataClass))];
                foreach (var row in erased.Rows.Where(r => r.SubjectId is not null && kept.Length > 0))
                {
                    await db.KeepAsync(row.Reference, [row.SubjectId!.Value], kept, settings.Controller, token);
                }
            },
            ct);
    }

    public Task EraseKeptAsync(EndedKeeping ended, CancellationToken ct) => db.ForgetAsync([ended.SubjectId], ended.DataClasses.Contains, ct);

    public Task<int> ReplayAsync(IReadOnlyList<LedgerRow> choices, CancellationToken ct) => db.ReplayAsync(choices, ct);

    private async Task<IReadOnlyList<Datum>> ObjectedAsync(ParticipationCase @case, CancellationToken ct)
    {
        var missing = await objections.MissingAsync(@case.RequestId, @case.Subjects, @case.Identifiers, ct);
        return
        [
            .. new[]
            {
                new Datum(Suppression.DataClass, missing.Wanted - missing.Count, Outcome.Kept, SuppressionGround, null),
                new Datum(Suppression.DataClass, missing.Count, Outcome.None, null, null),
            }.Where(d => d.Count > 0),
        ];
    }

    private async Task<IReadOnlyList<Datum>> ProvidedAsync(ParticipationCase @case, CancellationToken ct)
    {
        var tables = await ExportAsync(@case, ct);
        return
        [
            .. tables.GroupBy(t => t.DataClass)
                .Select(g => new Datum(g.Key, g.Sum(t => t.Rows.Count), Outcome.Provided, g.Any(t => t.ChangedAfterReceipt is not null) ? ParticipationCase.ChangedAfterReceipt : null, null))
                .Where(d => d.Count > 0),
        ];
    }

    // Of a person who stays the hashes stay too: by them the person's refusals are recognised.
    private static IEnumerable<Datum> Held(ParticipationCase @case, SubjectTraces traces, Outcome outcome)
    {
        var (tie, ground) = @case.IsPart ? (Outcome.Kept, SuppressionGround) : (outcome, null);
        return new[]
        {
            new Datum(ConsentEvent.DataClass, traces.Events, outcome, null, null),
            new Datum(SubjectFacts.DataClass, traces.Facts, outcome, null, null),
            new Datum(AccessTrace.DataClass, traces.AccessTraces, outcome, null, null),
            new Datum(InformationDuty.DataClass, traces.Information, outcome, null, null),
            new Datum(ErasureProposal.DataClass, traces.Proposals, outcome, null, null),
            new Datum(RequalificationAsk.DataClass, traces.Requalifications, outcome, null, null),
            new Datum(CookieChoice.DataClass, traces.Cookies, outcome, null, null),
            new Datum(SubjectHash.DataClass, traces.Hashes, tie, ground, null),
            new Datum(SuppressionSubject.DataClass, traces.Links, tie, ground, null),
        }.Where(d => d.Count > 0);
    }

    private static IEnumerable<Datum> Kept(SubjectTraces traces) =>
        traces.Suppressions == 0 ? [] : [new Datum(Suppression.DataClass, traces.Suppressions, Outcome.Kept, SuppressionGround, null)];

    private static Datum Decided(Datum datum, Dictionary<string, Datum> kept) =>
        kept.TryGetValue(datum.DataClass, out var decision) ? decision with { Count = datum.Count } : datum;

    /// <summary>
    /// The ids to search: the person's; ids already erased that still hold a hash; and, when Contacts knows nobody, every
    /// id that holds one. Another living person with the same address is not this person.
    /// </summary>
    private async Task<IReadOnlyCollection<SubjectId>> ReachAsync(ParticipationCase @case, CancellationToken ct)
    {
        var hashes = Hashes(@case);
        var owners = db.SubjectHashes.Where(h => hashes.Contains(h.Hash)).Select(h => h.SubjectId).Distinct();
        if (@case.Subjects.Count > 0)
        {
            owners = owners.Where(s => db.Tombstones.Any(t => t.SubjectId == s));
        }

        return [.. @case.Subjects.Union(await owners.ToListAsync(ct))];
    }

    private static IEnumerable<Identifier> Exact(ParticipationCase @case) => @case.Identifiers.Where(i => i.Kind is not (IdentifierKind.Name or IdentifierKind.NameAndBirthDate));

    private List<string> Hashes(ParticipationCase @case) =>
        [.. Exact(@case).SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString()).Distinct(StringComparer.Ordinal)];

    // One person under several ids: what is known under one of them counts for all.
    private async Task<IReadOnlyList<HashedSubject>> PersonAsync(ParticipationCase @case, CancellationToken ct)
    {
        var aliases = await db.HashedAsync(@case.Subjects, _ => Exact(@case).Select(i => hasher.Hash(i).ToString()), ct);
        string[] all = [.. aliases.SelectMany(a => a.Hashes).Distinct(StringComparer.Ordinal)];
        return [.. aliases.Select(a => a with { Hashes = all })];
    }
}
