namespace Gdpr.Kernel.Deadlines;

/// <summary>The month of a request, its pause and its extension (GDPR Art. 12(3) and (4)).</summary>
internal static class RequestDeadlines
{
    internal static DeadlineAnswer Answer(Clock clock)
    {
        Remind(clock);
        var pause = Pause.Of(clock);
        if (pause.IsOpen)
        {
            return new DeadlineAnswer { PauseAccepted = true };
        }

        var answer = clock.Question is { Kind: DeadlineKind.Dsr, Extended: true } ? Extended(clock, pause) : Plain(clock, pause);
        clock.Say(Sentences.Due(answer.DueAt!.Value));
        return answer with
        {
            PauseAccepted = pause.Accepted,
            InternalTargetAt = clock.Place.EndOf(clock.ReceivedOn.AddDays(clock.Number("dsr.internalTargetDays") + pause.Days)),
        };
    }

    private static DeadlineAnswer Plain(Clock clock, Pause pause)
    {
        var nominal = clock.MonthsLater(clock.Number("dsr.months")).AddDays(pause.Days);
        return new DeadlineAnswer { NominalDate = nominal, DueAt = clock.EndOfWorkingDay(nominal) };
    }

    // Counted from the receipt and not from the end of the first month, which may be a shorter one.
    private static DeadlineAnswer Extended(Clock clock, Pause pause)
    {
        var notice = Plain(clock, pause).DueAt!.Value;
        clock.Say(Sentences.ExtensionNotice(notice));
        var nominal = clock.MonthsLater(clock.Number("dsr.extendedMonths")).AddDays(pause.Days);
        return new DeadlineAnswer { NominalDate = nominal, NoticeDueAt = notice, DueAt = clock.EndOfWorkingDay(nominal) };
    }

    private static void Remind(Clock clock)
    {
        if (Sentences.OfKind(clock.Question.Kind) is { } step)
        {
            clock.Say(step);
        }
    }
}
