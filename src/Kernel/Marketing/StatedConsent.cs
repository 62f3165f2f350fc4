namespace Gdpr.Kernel.Marketing;

/// <summary>What a consent is worth for one channel (GDPR Arts. 4(11), 7(1); C. conso R223-1).</summary>
internal static class StatedConsent
{
    /// <summary><c>CONSENT</c>, the fault of a consent that was given, or null when nothing was given.</summary>
    internal static string? Judge(Stated stated)
    {
        if (!stated.IsGiven)
        {
            return null;
        }

        var consent = stated.Question.Consent!;
        return consent switch
        {
            { Prechecked: true } => "CONSENT_INVALID",
            { Source: "partner", RecipientsNamed: not true } => "CONSENT_INVALID",
            _ when !stated.NamesChannel => "WRONG_CHANNEL",
            _ when IsOver(stated, consent) || IsTooOld(stated, consent) => "CONSENT_EXPIRED",
            { Proof: false } => "NO_PROOF",
            { Source: "partner" } when stated.Question is { FirstMessageCarriesArt14: false, Informed: not true } => "NOT_INFORMED",
            _ => "CONSENT",
        };
    }

    private static bool IsOver(Stated stated, ConsentStated consent) => consent.ExpiresAt is { } end && stated.Question.At > end.Latest(stated.Place);

    // A consumer's consent to calls lives a year, to the second; the years before the reform are counted too.
    private static bool IsTooOld(Stated stated, ConsentStated consent) =>
        stated is { IsConsumer: true, Channel: MarketingChannel.PhoneLive or MarketingChannel.PhoneAutomated }
        && stated.Day >= stated.Date("phone.optInFrom")
        && consent.CollectedAt is { } collected
        && stated.Question.At - collected.Earliest(stated.Place) > TimeSpan.FromDays(stated.Number("phone.consentMaxDays"));
}
