using Gdpr.Consent.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Data;

/// <summary>The facts of a person as a question to the law.</summary>
internal static class SubjectFactsWords
{
    private const double DaysAYear = 365.25;

    /// <param name="known">What Contacts has told; the facts stated say more and go first.</param>
    public static MarketingQuestion InWords(this SubjectFacts? facts, KnownSubject? known, string home, DateTimeOffset at)
    {
        var country = facts?.Country ?? known?.Country;
        var question = new MarketingQuestion
        {
            At = at,
            Country = Jurisdiction.TryFind(country, out _) ? country! : home,
            Channel = Channel.Email.LawName(),
            Audience = facts?.Audience ?? known?.Audience ?? "B2C",
            Informed = known?.InformedAt <= at ? true : null,
        };
        return facts is null ? question : question with
        {
            ConsumerTimeZone = facts.TimeZone,
            Age = AgeAt(facts, at),
            ParentalConsent = facts.ParentalConsent,
            AddressType = facts.AddressType,
            PriorCustomer = facts.PriorCustomer,
            SoftOptIn = SoftOptIn(facts),
            Informed = facts.Informed == true ? true : question.Informed ?? facts.Informed,
            FirstMessageCarriesArt14 = facts.FirstMessageCarriesArt14,
            RelatedToProfession = facts.RelatedToProfession,
            Bloctel = facts.Bloctel,
            OngoingContract = facts.OngoingContract,
            RelatedToContract = facts.RelatedToContract,
            AttemptsLast30Days = facts.AttemptsLast30Days,
            Sector = facts.Sector,
            CallbackRequestedAt = When(facts.CallbackRequestedAt),
            LastContactFromPersonAt = When(facts.LastContactFromPersonAt),
            CollectedBefore = When(facts.CollectedBefore),
            InformedOptOut = facts.InformedOptOut,
        };
    }

    // Who was fourteen two years ago is sixteen; the birthday is not known, so only whole years are added.
    private static int? AgeAt(SubjectFacts facts, DateTimeOffset at) =>
        facts.Age + Math.Max(0, (int)((at - facts.StatedAt).TotalDays / DaysAYear));

    private static SoftOptInStated? SoftOptIn(SubjectFacts f) =>
        f is { CollectedAtSale: null, SameEntity: null, SimilarProducts: null, OptOutAtCollection: null, OptOutEachMessage: null }
            ? null
            : new SoftOptInStated(f.CollectedAtSale, f.SameEntity, f.SimilarProducts, f.OptOutAtCollection, f.OptOutEachMessage);

    private static Moment? When(DateTimeOffset? at) => at is { } instant ? Moment.Of(instant) : null;
}
