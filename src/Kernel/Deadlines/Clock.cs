using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Deadlines;

/// <summary>One question on its way to an answer: where it is counted, since when, and the steps taken so far.</summary>
internal sealed class Clock
{
    private readonly List<DeadlineStep> steps = [];
    private readonly HolidayScope scope;

    internal Clock(DeadlineQuestion question)
    {
        Question = question;
        Place = Jurisdiction.Of(question.Country);
        scope = ScopeOf(question.Profile);
        RefuseUnreachableDates(question);
        ReceivedOn = Place.DateOf(question.ReceivedAt);
        Say(Sentences.ReceivedOn(ReceivedOn, Place));
    }

    internal DeadlineQuestion Question { get; }

    internal Jurisdiction Place { get; }

    internal DateOnly ReceivedOn { get; }

    internal bool Disputable { get; private set; }

    internal IReadOnlyList<DeadlineStep> Steps => steps;

    internal CalendarUsed? Calendar { get; private set; }

    internal void Say(DeadlineStep step) => steps.Add(step);

    internal void Dispute(DeadlineStep why)
    {
        Disputable = true;
        steps.Add(why);
    }

    /// <summary>Takes over the reasoning of another clock for the same question.</summary>
    internal void Adopt(Clock other)
    {
        steps.AddRange(other.steps.Except(steps));
        Disputable |= other.Disputable;
        Calendar ??= other.Calendar;
    }

    internal int Number(string parameter) => LawParameters.Number(parameter, ReceivedOn);

    /// <summary>The same date number some months later, or the last day of a month that lacks it (Reg. 1182/71 Art. 3(2)(c)).</summary>
    internal DateOnly MonthsLater(int months)
    {
        // DateOnly clamps to the end of a shorter month and never stretches to the end of a longer one.
        var end = ReceivedOn.AddMonths(months);
        Say(Sentences.Months(months, end, clamped: end.Day != ReceivedOn.Day));
        return end;
    }

    /// <summary>The end of the last day, carried to the next working day if need be (Reg. 1182/71 Art. 3(4)).</summary>
    internal DateTimeOffset EndOfWorkingDay(DateOnly nominal)
    {
        if (Calendar is null && !Place.Verified)
        {
            Say(Sentences.Unverified(Place));
        }

        Calendar = CalendarUsed.Of(Place);
        var day = Place.WorkingDayFrom(nominal, scope);
        if (day != nominal)
        {
            Say(Sentences.Carried(nominal, Place.HolidayOn(nominal, scope), day));
        }

        if (Place.WorkingDayFrom(nominal) != Place.WorkingDayFrom(nominal, HolidayScope.Undisputed))
        {
            Dispute(Sentences.DisputedHoliday(Place));
        }

        return Place.EndOf(day);
    }

    internal DateTimeOffset HoursLater(int hours) => Place.LocalTime(Question.ReceivedAt.AddHours(hours));

    private static HolidayScope ScopeOf(string? profile) => profile switch
    {
        null or "" or "legal" => HolidayScope.All,
        "conservative" => HolidayScope.National,
        _ => throw new RuleViolation(DeadlineErrors.ProfileUnknown),
    };

    private static void RefuseUnreachableDates(DeadlineQuestion q)
    {
        DateTimeOffset?[] given =
            [q.ReceivedAt, q.PausedFrom, q.PausedUntil, q.NotifiedAt, q.FirstContactAt, q.FirstDisclosureAt, q.DetectedAt, q.ProcessorAwareAt];
        if (given.Any(at => at is { UtcDateTime.Year: < 1900 or > 2999 }))
        {
            throw new RuleViolation(DeadlineErrors.DateOutOfRange);
        }
    }
}
