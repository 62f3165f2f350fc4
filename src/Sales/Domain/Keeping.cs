using Gdpr.Messages.Participation;

namespace Gdpr.Sales.Domain;

/// <summary>
/// Whether a record outlives the erasure of its person, on which ground and until when: what the law commands, what a
/// reviewer decided, and a claim that is held; the longest wins and is the one that is reported.
/// </summary>
internal sealed record Keeping(string? Ground, DateOnly? Until, StandingHold? Hold)
{
    /// <param name="decided">The reviewer's datum for this class; one that would erase what the law commands to keep changes nothing.</param>
    public static Keeping Decide(Obligation? obligation, Datum? decided, StandingHold? hold, DateOnly today)
    {
        var law = obligation is { } o && today <= o.Until ? o : null;
        return decided is { Ground: { } ground } && (decided.Until is null || (decided.Until >= today && !(law?.Until >= decided.Until)))
            ? new Keeping(ground, decided.Until, hold)
            : new Keeping(law?.Ground, law?.Until, hold);
    }

    public static Keeping Of(ArchivedRecord record, StandingHold? hold, DateOnly today) =>
        record.Runs(today) ? new Keeping(record.Ground, record.KeepUntil, hold) : new Keeping(null, null, hold);

    public bool Keeps => Ground is not null || Hold is not null;

    /// <summary>The datum of one record; what nothing keeps has the outcome <paramref name="over"/>.</summary>
    public Datum Show(string dataClass, Outcome over, DateOnly today)
    {
        if (Hold is not null && (Ground is null || Until < Hold.ReviewDate))
        {
            // A review that is overdue keeps the record too: the hold stands until somebody releases it.
            return new Datum(dataClass, 1, Outcome.Kept, StandingHold.Ground, Hold.ReviewDate >= today ? Hold.ReviewDate : null);
        }

        return Ground is not null ? new Datum(dataClass, 1, Outcome.Kept, Ground, Until) : new Datum(dataClass, 1, over, null, null);
    }

    /// <summary>All records of one class, outcome, ground and end date are one datum: three invoices of three years are three.</summary>
    public static IReadOnlyList<Datum> Sum(IEnumerable<Datum> data) =>
    [
        .. data.GroupBy(d => d with { Count = 0 })
            .OrderBy(g => g.Key.DataClass, StringComparer.Ordinal).ThenBy(g => g.Key.Outcome).ThenBy(g => g.Key.Until)
            .Select(g => g.Key with { Count = g.Sum(d => d.Count) }),
    ];
}
