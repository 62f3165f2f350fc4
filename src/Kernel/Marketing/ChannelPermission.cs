namespace Gdpr.Kernel.Marketing;

/// <summary>What permits a message on its channel: consent, or the exceptions of CPCE L34-5 and C. conso L223-1.</summary>
internal static class ChannelPermission
{
    internal static string Code(MarketingCase c)
    {
        if (c.Q.Channel == "postal")
        {
            return Refusals.OnlyConsent(c) && ConsentDefect(c) is { } reopenedBadly ? reopenedBadly : c.Q.Informed == true ? "OPT_OUT" : "NOT_INFORMED";
        }

        var defect = ConsentDefect(c);
        if (defect is null)
        {
            return "CONSENT";
        }

        return Refusals.OnlyConsent(c) || c.Consent.State == "refused" ? defect : OtherGround(c, defect);
    }

    private static string OtherGround(MarketingCase c, string defect) => c.Q switch
    {
        { Audience: "B2B", Channel: "email" or "phone_live" } => Professional(c, defect),
        { Channel: "phone_live" } => LiveCall(c, defect),
        { Audience: "B2C", Channel: "email" or "sms", SoftOptIn: { } stated } when !c.Given || c.Q.Basis != "consent" =>
            stated.Holds ? "SOFT_OPT_IN" : c.Given ? defect : "SOFT_OPT_IN_FAILED",
        _ => defect,
    };

    private static string Professional(MarketingCase c, string defect)
    {
        if (c.Q.RelatedToProfession == true)
        {
            return c.Q.Informed == true || c.Q.FirstMessageCarriesArt14 == true ? "B2B_OPT_OUT" : "NOT_INFORMED";
        }

        return c.Given ? defect : c.LiveCall ? "CONSUMER_LINE" : "B2B_NOT_RELATED";
    }

    private static string LiveCall(MarketingCase c, string defect)
    {
        if (c.RelatedContract)
        {
            return "ONGOING_CONTRACT";
        }

        if (c.CallbackAsked is not null && CallConduct.Callback(c) is null)
        {
            return "CALLBACK_REQUEST";
        }

        if (!c.Since("phone.optInFrom"))
        {
            return c.Q.Bloctel == false ? "PRE_OPT_IN" : "BLOCTEL";
        }

        return c.CallbackAsked is not null && !c.Given ? "CALLBACK_EXPIRED" : defect;
    }

    private static string? ConsentDefect(MarketingCase c)
    {
        if (!c.Given)
        {
            return "NO_CONSENT";
        }

        var consent = c.Consent;
        if (consent.Prechecked == true || consent is { Source: "partner", RecipientsNamed: not true })
        {
            return "CONSENT_INVALID";
        }

        var asked = c.LiveCall ? "phone" : c.Q.Channel;
        if (consent.Channels?.Contains(asked) == false)
        {
            return "WRONG_CHANNEL";
        }

        return Expired(c) ? "CONSENT_EXPIRED" : consent.Proof != true ? "NO_PROOF" : NotTold(c) ? "NOT_INFORMED" : null;
    }

    // In hours, so that summer time neither adds nor takes one: exactly 365 times 24 hours is still valid.
    private static bool Expired(MarketingCase c) =>
        c.Consumer && c.Q.Channel is "phone_live" or "phone_automated" && c.Since("phone.optInFrom")
        && (c.Collected is not { } at || c.Q.At - at.Earliest > TimeSpan.FromDays(c.Number("phone.consentMaxDays")));

    // A bought address is told its source in the first message at the latest (Art. 14(3)(b)).
    private static bool NotTold(MarketingCase c) =>
        c is { Consent.Source: "partner", Q: { FirstMessageCarriesArt14: false, Informed: not true } };
}
