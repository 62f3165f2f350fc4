namespace Gdpr.Kernel.Deadlines;

/// <summary>Time that the person takes to prove who they are or to say what they want (GDPR Art. 12(6), recital 63).</summary>
internal readonly record struct Pause(bool? Accepted, bool IsOpen, int Days)
{
    internal static Pause Of(Clock clock)
    {
        var question = clock.Question;
        if (question.PausedFrom is not { } asked)
        {
            return default;
        }

        if (question.PausedUntil < asked)
        {
            throw new RuleViolation(DeadlineErrors.PauseReversed);
        }

        var askedOn = clock.Place.DateOf(asked);
        if (question.PauseReason is not ("identity" or "clarification"))
        {
            clock.Dispute(Sentences.PauseWithoutGround());
            return new Pause(false, false, 0);
        }

        var limit = clock.Number("idAsk.maxDelayDays");
        if (askedOn.DayNumber - clock.ReceivedOn.DayNumber > limit)
        {
            clock.Dispute(Sentences.PauseTooLate(askedOn, limit));
            return new Pause(false, false, 0);
        }

        return question.PausedUntil is { } resumed ? Closed(clock, askedOn, clock.Place.DateOf(resumed)) : Open(clock, askedOn);
    }

    private static Pause Open(Clock clock, DateOnly askedOn)
    {
        clock.Dispute(Sentences.PauseOpen(askedOn));
        return new Pause(true, true, 0);
    }

    // A clock that has not started cannot stand: time asked before the receipt counts from the receipt.
    private static Pause Closed(Clock clock, DateOnly askedOn, DateOnly resumedOn)
    {
        var from = askedOn > clock.ReceivedOn ? askedOn : clock.ReceivedOn;
        var days = Math.Max(0, resumedOn.DayNumber - from.DayNumber);
        clock.Dispute(Sentences.PauseClosed(from, resumedOn, days));
        return new Pause(true, false, days);
    }
}
