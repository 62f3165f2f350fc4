namespace Gdpr.Kernel.Deadlines;

/// <summary>Breaches are counted in hours: weekends and holidays count (GDPR Arts. 33 and 34; Reg. 1182/71 Art. 3(3)).</summary>
internal static class BreachDeadlines
{
    internal static DeadlineAnswer Authority(Clock clock) => Counted(clock, clock.Number("breach.hours"));

    internal static DeadlineAnswer FollowUp(Clock clock) => Counted(clock, clock.Number("breach.followUpHours"));

    internal static DeadlineAnswer Subjects(Clock clock)
    {
        clock.Say(IsUnlikely(clock) ? Sentences.RegisterOnly() : Sentences.TellSubjects());
        return new DeadlineAnswer();
    }

    private static DeadlineAnswer Counted(Clock clock, int hours)
    {
        if (clock.Question.DetectedAt is not null || clock.Question.ProcessorAwareAt is not null)
        {
            clock.Say(Sentences.NotYetAware());
        }

        if (IsUnlikely(clock))
        {
            clock.Say(Sentences.RegisterOnly());
            return new DeadlineAnswer();
        }

        var due = clock.HoursLater(hours);
        var arguable = NextFullHour(clock).AddHours(hours);
        clock.Say(Sentences.Hours(hours, due));
        clock.Say(Sentences.Arguable(clock.Place.LocalTime(arguable)));
        var late = clock.Question.NotifiedAt is { } notified ? notified > due : (bool?)null;
        if (late is true)
        {
            clock.Say(Sentences.Late());
        }

        return new DeadlineAnswer
        {
            DueAt = due,
            LatestArguableDueAt = clock.Place.LocalTime(arguable),
            Late = late,
            DelayReasonsRequired = late,
        };
    }

    private static DateTimeOffset NextFullHour(Clock clock)
    {
        var local = clock.Place.LocalTime(clock.Question.ReceivedAt);
        return local.AddTicks(TimeSpan.TicksPerHour - (local.TimeOfDay.Ticks % TimeSpan.TicksPerHour));
    }

    private static bool IsUnlikely(Clock clock) => clock.Question.RiskLevel switch
    {
        "unlikely" => true,
        null or "" or "risk" or "high" => false,
        _ => throw new RuleViolation(DeadlineErrors.RiskLevelUnknown),
    };
}
