using Gdpr.Kernel.Deadlines;
using Gdpr.Kernel.Law;

namespace Gdpr.BreachNotification.Domain;

/// <summary>The clocks of a breach, always computed by the one clock of the law and never stored.</summary>
internal static class BreachClocks
{
    /// <summary>Art. 33(1); none before awareness. <paramref name="notifiedAt"/> asks about another notification than the first.</summary>
    public static DeadlineAnswer? AuthorityClock(this Breach breach, DateTimeOffset? notifiedAt = null) => breach.AwareAt is not { } aware
        ? null
        : StatutoryDeadline.Evaluate(Question(breach, DeadlineKind.BreachAuthority, aware, notifiedAt ?? breach.NotifiedAt) with
        {
            DetectedAt = breach.DetectedAt,
            ProcessorAwareAt = breach.ProcessorAwareAt,
        });

    /// <summary>Art. 33(4) as the CNIL practises it; none unless an initial notification promised more.</summary>
    public static DeadlineAnswer? ComplementClock(this Breach breach, DateTimeOffset? notifiedAt = null) => breach.ComplementSince is not { } since
        ? null
        : StatutoryDeadline.Evaluate(Question(breach, DeadlineKind.BreachFollowUp, since, notifiedAt ?? breach.ComplementedAt));

    /// <summary>Art. 34(1): no number of hours; none while no high risk was stated.</summary>
    public static DeadlineAnswer? SubjectsClock(this Breach breach) => breach is not { AwareAt: { } aware, Risk: RiskLevel.High }
        ? null
        : StatutoryDeadline.Evaluate(Question(breach, DeadlineKind.BreachSubjects, aware, null));

    public static bool IsOverdue(this Breach breach, DateTimeOffset now) =>
        breach.State == BreachState.Aware && breach.AuthorityClock()?.DueAt < now;

    /// <summary>The row of the law that gave the hours.</summary>
    public static LawParameter Hours(this Breach breach) =>
        LawParameters.InForce("breach.hours", Gdpr.Kernel.Calendars.Jurisdiction.Of(breach.Country).DateOf(breach.AwareAt ?? breach.OpenedAt));

    private static DeadlineQuestion Question(Breach breach, string kind, DateTimeOffset from, DateTimeOffset? notifiedAt) => new()
    {
        Kind = kind,
        ReceivedAt = from,
        Country = breach.Country,
        RiskLevel = breach.Risk?.Word(),
        NotifiedAt = notifiedAt,
    };
}
