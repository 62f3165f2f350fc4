using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;

namespace Gdpr.Sales;

/// <summary>
/// Answers requests about a person from orders and invoices: what the law commands to keep goes unchanged into the
/// restricted archive and is reported with its end date (Art. 17(3)(b)); the rest is erased (Art. 17) or handed out
/// (Arts. 15, 20).
/// </summary>
internal sealed class SalesParticipant(SalesDbContext db, Litigation litigation, IdentifierHasher hasher, GdprSettings settings) : IParticipant
{
    private DateOnly Today => settings.Controller.DayOf(db.Now);

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct)
    {
        var records = await db.RecordsAsync(KeysOf(@case), ct);
        IReadOnlyList<Datum> data = @case.Right switch
        {
            RightRequested.Erasure => Preview(@case, records, await db.StandingAsync(PeopleOf(@case, records), records.Ids, ct)),
            RightRequested.Access or RightRequested.Portability => Provided(@case, records),
            _ => [],
        };
        return new Findings(data, [.. Addresses(records).Except(@case.Identifiers)]);
    }

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Erasure)
        {
            return (await LocateAsync(@case, ct)).Data;
        }

        var before = await db.RecordsAsync(KeysOf(@case), ct);
        var asked = before.Empty ? [] : await litigation.AskAsync(PeopleOf(@case, before), before.Ids, ct);
        IReadOnlyList<Datum> done = [];
        KeyedHash[] hashes = [.. @case.Identifiers.Select(i => new KeyedHash(i.Kind, hasher.Hash(i).ToString()))];
        await db.EraseAsync(@case, async token => done = await EraseAsync(@case, asked, _ => hashes, token), ct);
        return done;
    }

    /// <summary>What the law commands to keep is archived again, under the hashes that the ledger kept.</summary>
    public async Task ReplayAsync(ReplayedErasure erased, CancellationToken ct)
    {
        var @case = erased.AsCase();
        var before = await db.RecordsAsync(KeysOf(@case), ct);
        var asked = before.Empty ? [] : await litigation.AskAsync(PeopleOf(@case, before), before.Ids, ct);
        await db.EraseAsync(erased, token => EraseAsync(@case, asked, HashesOf, token), ct);

        IEnumerable<KeyedHash> HashesOf(SubjectId subject) =>
            erased.HashesOf(subject).Where(h => h.Kind is not null).Select(h => new KeyedHash(h.Kind!.Value, h.Hash));
    }

    public async Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct)
    {
        var records = await db.RecordsAsync(KeysOf(@case), ct);
        if (@case.Right != RightRequested.Erasure)
        {
            return @case.Right is RightRequested.Access or RightRequested.Portability ? Provided(@case, records) : [];
        }

        // Whatever still lives is a leftover, kept or not: what must be kept lies in the archive.
        var holds = await db.StandingAsync(PeopleOf(@case, records), records.Ids, ct);
        var living = records.Orders.Select(_ => DataClasses.Orders)
            .Concat(records.Invoices.Select(_ => DataClasses.Invoices))
            .Concat(records.Contacts.Select(_ => DataClasses.InvoiceContact))
            .Select(c => new Datum(c, 1, Outcome.None, null, null));
        return Within(@case, Keeping.Sum([.. living, .. records.Archived.Select(a => ShowArchived(a, records, holds, Outcome.None))]));
    }

    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct) =>
        PersonExport.Of(await db.RecordsAsync(KeysOf(@case), ct), portableOnly: @case.Right == RightRequested.Portability);

    private IReadOnlyList<Datum> Preview(ParticipationCase @case, PersonRecords records, IReadOnlyList<StandingHold> holds) => Within(@case, Keeping.Sum(
    [
        .. Judge(@case, records, holds).Select(j => j.Keeping.Show(ClassOf(j.Kind), Outcome.Erased, Today)),
        .. records.Archived.Select(a => ShowArchived(a, records, holds, Outcome.Erased)),
    ]));

    // Runs inside the erasure: what is kept moves, the living tables lose everything, what the archive need not keep any more goes.
    private async Task<IReadOnlyList<Datum>> EraseAsync(
        ParticipationCase @case, IReadOnlyList<StandingHold> asked, Func<SubjectId, IEnumerable<KeyedHash>> hashesOf, CancellationToken ct)
    {
        var records = await db.RecordsAsync(KeysOf(@case), ct);
        IReadOnlyList<StandingHold> holds = [.. asked, .. await db.StandingAsync(PeopleOf(@case, records), records.Ids, ct)];
        var kept = Judge(@case, records, holds).Where(j => j.Keeping.Keeps && Covers(@case, ClassOf(j.Kind))).ToList();
        kept.ForEach(j => db.Put(j with { SubjectId = HoldOf(records, holds, j.SubjectId, j.RecordId)?.SubjectId ?? j.SubjectId }, hashesOf(j.SubjectId), settings.Controller));
        if (kept.Count > 0)
        {
            db.Audit("system", "records.archived", reference: @case.RequestId);
        }

        await db.DeleteLivingAsync(Going(@case, records), ct);
        var gone = records.Archived.Where(a => Covers(@case, a.DataClass) && !KeepingOf(a, records, holds).Keeps).ToList();
        await db.DeleteArchivedAsync([.. gone.Select(a => a.Id)], ct);
        if (!@case.IsPart)
        {
            // A claim that comes later may name another id than the one that what is kept lies under.
            var owners = kept.Select(j => j.SubjectId).Concat(records.Archived.Except(gone).Select(a => a.SubjectId)).SelectMany(records.IdsOf);
            await db.ForgetMergesAsync([.. @case.Subjects.Except(owners)], ct);
        }

        return Preview(@case, records, holds);
    }

    // What is attached to an invoice goes with the invoice.
    private static bool Covers(ParticipationCase @case, string dataClass) =>
        @case.Covers(dataClass) || (dataClass == DataClasses.InvoiceContact && @case.Covers(DataClasses.Invoices));

    private static IReadOnlyList<Datum> Within(ParticipationCase @case, IReadOnlyList<Datum> data) => [.. data.Where(d => Covers(@case, d.DataClass))];

    private static PersonRecords Going(ParticipationCase @case, PersonRecords records) => records with
    {
        Orders = Covers(@case, DataClasses.Orders) ? records.Orders : [],
        Invoices = Covers(@case, DataClasses.Invoices) ? records.Invoices : [],
        Contacts = Covers(@case, DataClasses.InvoiceContact) ? records.Contacts : [],
    };

    private IEnumerable<Judged> Judge(ParticipationCase @case, PersonRecords records, IReadOnlyList<StandingHold> holds)
    {
        foreach (var invoice in records.Invoices)
        {
            var keeping = Decide(@case, DataClasses.Invoices, Obligations.Of(invoice), HoldOf(records, holds, invoice.SubjectId, invoice.Id));
            yield return new Judged(ArchivedKind.Invoice, invoice.Id, invoice.SubjectId, invoice.Number, invoice.Content, keeping);
        }

        foreach (var contact in records.Contacts)
        {
            var keeping = Decide(@case, DataClasses.InvoiceContact, null, HoldOf(records, holds, contact.SubjectId, contact.InvoiceId));
            yield return new Judged(
                ArchivedKind.InvoiceContact, contact.InvoiceId, contact.SubjectId, records.NumberOf(contact), Archiving.ContentOf(contact), keeping);
        }

        foreach (var order in records.Orders)
        {
            var keeping = Decide(@case, DataClasses.Orders, Obligations.Of(order, records.InvoicedUntil(order)), HoldOf(records, holds, order.SubjectId, order.Id));
            yield return new Judged(ArchivedKind.Order, order.Id, order.SubjectId, order.Number, Archiving.ContentOf(order), keeping);
        }
    }

    // A replay erases many customers at once.
    private static StandingHold? HoldOf(PersonRecords records, IReadOnlyList<StandingHold> holds, SubjectId owner, Guid record) =>
        holds.Of(records.IdsOf(owner), record);

    // Our own grounds come back in the plan as we previewed them: only what a reviewer decided differs.
    private Keeping Decide(ParticipationCase @case, string dataClass, Obligation? obligation, StandingHold? hold)
    {
        var decided = @case.Plan.FirstOrDefault(d => d.DataClass == dataClass && d.Outcome == Outcome.Kept
            && d.Ground != StandingHold.Ground && d.Ground?.StartsWith("17(3)(b):", StringComparison.Ordinal) is not true);
        return Keeping.Decide(obligation, decided, hold, Today);
    }

    private Datum ShowArchived(ArchivedRecord record, PersonRecords records, IReadOnlyList<StandingHold> holds, Outcome over) =>
        KeepingOf(record, records, holds).Show(record.DataClass, over, Today);

    private Keeping KeepingOf(ArchivedRecord record, PersonRecords records, IReadOnlyList<StandingHold> holds) =>
        Keeping.Of(record, HoldOf(records, holds, record.SubjectId, record.RecordId), Today);

    private PersonKeys KeysOf(ParticipationCase @case) => PersonKeys.Of(@case.Subjects, @case.Identifiers, hasher);

    private static IReadOnlyCollection<SubjectId> PeopleOf(ParticipationCase @case, PersonRecords records) =>
        [.. @case.Subjects.Union(records.Archived.Select(a => a.SubjectId)).Union(records.Contacts.Select(c => c.SubjectId))];

    private static IReadOnlyList<Datum> Provided(ParticipationCase @case, PersonRecords records) => Keeping.Sum(
        PersonExport.Of(records, @case.Right == RightRequested.Portability)
            .Where(t => t.Name != PersonExport.Lines)
            .Select(t => new Datum(t.DataClass, t.Rows.Count, Outcome.Provided, null, null)));

    // An invoice may carry an address that Contacts never heard of: the other targets are asked by it too.
    private static IEnumerable<Identifier> Addresses(PersonRecords records) => records.Contacts
        .SelectMany(c => new[] { (IdentifierKind.Email, c.Email), (IdentifierKind.Phone, c.Phone) })
        .Where(a => a.Item2 is not null)
        .Select(a => new Identifier(a.Item1, a.Item2!))
        .Distinct();

    private static string ClassOf(ArchivedKind kind) => kind switch
    {
        ArchivedKind.Invoice => DataClasses.Invoices,
        ArchivedKind.Order => DataClasses.Orders,
        _ => DataClasses.InvoiceContact,
    };
}
