namespace Gdpr.Kernel.Deadlines;

/// <summary>When the authority must have replied to a prior consultation (GDPR Art. 36(2)).</summary>
internal static class PriorConsultationDeadline
{
    internal static DeadlineAnswer Answer(Clock clock)
    {
        var extended = clock.Question.Extended;
        var weeks = clock.Number(extended ? "priorConsultation.extendedWeeks" : "priorConsultation.weeks");
        var nominal = clock.ReceivedOn.AddDays(7 * weeks);
        clock.Say(Sentences.Weeks(weeks, nominal));
        if (extended)
        {
            clock.Say(Sentences.AuthorityTellsExtension());
        }

        var due = clock.EndOfWorkingDay(nominal);
        clock.Say(Sentences.Due(due));
        return new DeadlineAnswer { NominalDate = nominal, DueAt = due };
    }
}
