namespace Gdpr.Kernel.Marketing;

/// <summary>What each channel asks for (CPCE L34-5; C. conso L223-1).</summary>
internal static class Permissions
{
    internal static string Of(Stated stated)
    {
        var (consent, listed) = (StatedConsent.Judge(stated), stated.Channel == MarketingChannel.PhoneLive && IsListed(stated));
        if (consent == "CONSENT" && !listed && !IsPostOfTheInformed(stated))
        {
            return InTimeCallback(stated) ?? consent;
        }

        return !Refusals.OnlyConsentHelps(stated) ? WithoutConsent(stated) ?? consent ?? "NO_CONSENT"
            : listed ? "BLOCTEL"
            : consent ?? "OBJECTED";
    }

    // Post never needs a consent: whether the person was informed, where it is said, decides.
    private static bool IsPostOfTheInformed(Stated stated) => stated.Channel == MarketingChannel.Postal
        && stated.Question is { Informed: not null, Consent.Channels: null } && !Refusals.OnlyConsentHelps(stated);

    // Null: the channel asks for a consent.
    private static string? WithoutConsent(Stated stated) => (stated.Channel, stated.IsConsumer) switch
    {
        (MarketingChannel.Postal, _) => IsRefused(stated) ? "OBJECTED" : stated.Question.Informed == true ? "OPT_OUT" : "NOT_INFORMED",
        (MarketingChannel.Email or MarketingChannel.Sms, true) => SoftOptIn(stated),
        (MarketingChannel.PhoneLive, true) => ConsumerCall(stated),
        (MarketingChannel.Email, false) => Professional(stated, "B2B_NOT_RELATED"),
        (MarketingChannel.PhoneLive, false) => Professional(stated, "CONSUMER_LINE"),
        _ => null,
    };

    // Whoever said no when asked has used the opt-out, of the channels asked about.
    private static bool IsRefused(Stated stated) => stated is { Question.Consent.State: "refused", NamesChannel: true };

    private static string? SoftOptIn(Stated stated) => stated.Question.SoftOptIn is not { } s || IsRefused(stated) ? null
        : s is { CollectedAtSale: true, SameEntity: true, SimilarProducts: true, OptOutAtCollection: true, OptOutEachMessage: true }
            ? "SOFT_OPT_IN"
            : "SOFT_OPT_IN_FAILED";

    private static string Professional(Stated stated, string unrelated) => stated.Question switch
    {
        { RelatedToProfession: not true } => unrelated,
        _ when IsRefused(stated) => "OBJECTED",
        { Informed: true } or { FirstMessageCarriesArt14: true } => "B2B_OPT_OUT",
        _ => "NOT_INFORMED",
    };

    private static string? ConsumerCall(Stated stated)
    {
        if (InTimeCallback(stated) is { } callback)
        {
            return callback;
        }

        if (stated.Question is { OngoingContract: true, RelatedToContract: true })
        {
            return "ONGOING_CONTRACT";
        }

        if (IsBeforeOptIn(stated))
        {
            return stated.Question.Bloctel == false ? "PRE_OPT_IN" : "BLOCTEL";
        }

        return Callbacks.IsAsked(stated) ? "CALLBACK_EXPIRED" : null;
    }

    private static string? InTimeCallback(Stated stated) =>
        stated is { IsConsumer: true, Channel: MarketingChannel.PhoneLive } && Callbacks.IsInTime(stated) ? "CALLBACK_REQUEST" : null;

    private static bool IsBeforeOptIn(Stated stated) => stated.Day < stated.Date("phone.optInFrom");

    private static bool IsListed(Stated stated) => stated.IsConsumer && IsBeforeOptIn(stated) && stated.Question.Bloctel == true;
}
