using Gdpr.Simulators.Contract;

namespace Gdpr.Simulators.People;

/// <summary>What the stored people add up to, per category.</summary>
internal static class Findings
{
    public static IReadOnlyList<AnsweredRecord> Nothing { get; } = [new("contact", 0, RecordOutcome.NothingFound)];

    /// <summary>What is there: kept where the law keeps it, else with <paramref name="outcome"/>.</summary>
    public static IReadOnlyList<AnsweredRecord> Of(
        IReadOnlyCollection<Person> people, RecordOutcome outcome, bool withData = false)
    {
        AnsweredRecord?[] records =
        [
            Category("contact", people, p => Identifying(p) is null ? 0 : 1, outcome, withData ? Identifying : null),
            Category("subscription", people, p => p.Plan is null ? 0 : 1, outcome, withData ? p => new { p.Plan } : null),
            Category("notes", people, p => p.Notes is null ? 0 : 1, outcome, withData ? p => new { p.Notes } : null),
            Invoices(people, withData),
        ];
        return records.OfType<AnsweredRecord>().ToList() is { Count: > 0 } found ? found : Nothing;
    }

    private static AnsweredRecord? Category(
        string name, IReadOnlyCollection<Person> people, Func<Person, int> count, RecordOutcome outcome, Func<Person, object?>? data)
    {
        var total = people.Sum(count);
        return total == 0
            ? null
            : new AnsweredRecord(name, total, outcome, Data: data is null ? null : [.. people.Select(data).OfType<object>()]);
    }

    private static AnsweredRecord? Invoices(IReadOnlyCollection<Person> people, bool withData)
    {
        var total = people.Sum(person => person.Invoices);
        return total == 0
            ? null
            : new AnsweredRecord(
                "invoices", total, RecordOutcome.Kept, "Code de commerce L123-22", people.Max(p => p.InvoicesUntil),
                withData ? [.. people.Where(p => p.Invoices > 0).Select(p => new { p.ExternalId, p.Invoices })] : null);
    }

    private static object? Identifying(Person p) =>
        p is { Email: null, Phone: null, Name: null } ? null : new { p.Email, p.Phone, p.ExternalId, p.Name };
}
