namespace Gdpr.Kernel.Deadlines;

/// <summary>The French clocks of marketing calls (Code de la consommation R223-1 and D223-9); none is carried to a working day.</summary>
internal static class PhoneDeadlines
{
    internal static DeadlineAnswer ConsentExpiry(Clock clock)
    {
        var days = clock.Number("phone.consentMaxDays");
        var due = clock.Place.At(LocalReceipt(clock).AddDays(days));
        clock.Dispute(Sentences.PhoneConsent(days));
        clock.Say(Sentences.Due(due));
        return new DeadlineAnswer { DueAt = due };
    }

    internal static DeadlineAnswer ProofRetention(Clock clock)
    {
        var years = clock.Number("phone.proofYears");
        var due = clock.Place.At(LocalReceipt(clock).AddYears(years));
        clock.Say(Sentences.PhoneProof(years));
        clock.Say(Sentences.Due(due));
        return new DeadlineAnswer { DueAt = due };
    }

    internal static DeadlineAnswer RefusalCooldown(Clock clock)
    {
        var days = clock.Number("phone.refusalDays");
        var due = clock.Place.EndOf(clock.ReceivedOn.AddDays(days));
        clock.Say(Sentences.PhoneRefusal(days));
        clock.Say(Sentences.Due(due));
        return new DeadlineAnswer { DueAt = due };
    }

    private static DateTime LocalReceipt(Clock clock) => clock.Place.LocalTime(clock.Question.ReceivedAt).DateTime;
}
