namespace Gdpr.Kernel.Deadlines;

/// <summary>People whose data came from elsewhere are told in a month, and not later than first contact or disclosure (GDPR Art. 14(3)).</summary>
internal static class Art14Deadline
{
    internal static DeadlineAnswer Answer(Clock clock)
    {
        DateTimeOffset?[] instants = [clock.Question.FirstContactAt, clock.Question.FirstDisclosureAt];
        var first = instants.Min();

        // The month is counted apart: if an earlier instant wins, what carried the month is no part of the answer.
        var month = new Clock(clock.Question);
        var nominal = month.MonthsLater(month.Number("art14.months"));
        var monthEnds = month.EndOfWorkingDay(nominal);
        if (first < monthEnds)
        {
            var due = clock.Place.LocalTime(first.Value);
            clock.Say(Sentences.FirstContact(due));
            return new DeadlineAnswer { DueAt = due };
        }

        clock.Adopt(month);
        clock.Say(Sentences.Due(monthEnds));
        return new DeadlineAnswer { DueAt = monthEnds, NominalDate = nominal };
    }
}
