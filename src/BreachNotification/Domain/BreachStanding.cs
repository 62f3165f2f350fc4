namespace Gdpr.BreachNotification.Domain;

/// <summary>Where a breach stands, as every step answers it: ids, states and dates.</summary>
internal sealed record BreachStanding(
    Guid Id, string Reference, string Status, DateTimeOffset? DueAt, DateTimeOffset? LatestArguableDueAt, bool? Late, bool Overdue)
{
    public static BreachStanding Of(Breach breach, DateTimeOffset now)
    {
        var clock = breach.AuthorityClock();
        return new BreachStanding(
            breach.Id, breach.Reference, breach.State.ToString(), clock?.DueAt, clock?.LatestArguableDueAt, clock?.Late, breach.IsOverdue(now));
    }
}
