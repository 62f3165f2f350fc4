namespace Gdpr.Kernel.Deadlines;

/// <summary>Objection to marketing and withdrawal of consent take effect at once (GDPR Arts. 7(3) and 21(3)).</summary>
internal static class MarketingDeadlines
{
    internal static DeadlineAnswer Objection(Clock clock) => AtOnce(clock, "Art. 21(3)");

    internal static DeadlineAnswer Withdrawal(Clock clock) => AtOnce(clock, "Art. 7(3)");

    internal static DeadlineAnswer Unsubscribe(Clock clock)
    {
        var hours = clock.Number("unsubscribe.hours");
        var due = clock.HoursLater(hours);
        clock.Say(Sentences.Hours(hours, due));
        return new DeadlineAnswer { DueAt = due };
    }

    private static DeadlineAnswer AtOnce(Clock clock, string article)
    {
        clock.Say(Sentences.AtOnce(article));
        return new DeadlineAnswer { DueAt = clock.HoursLater(0) };
    }
}
