namespace Gdpr.Consent.Domain;

/// <summary>How somebody without a usable consent may be asked for one.</summary>
internal enum AskingRoute
{
    /// <summary>There is a consent.</summary>
    NotNeeded,

    /// <summary>By the channel itself: it is open to them without consent.</summary>
    Channel,

    /// <summary>By post, or when the person next comes by themselves.</summary>
    PostOrVisit,

    Never,
}

/// <summary>
/// Asking for a consent is itself marketing: by mail or text only to whom the law leaves open anyway, once, and never to who
/// refused, is stale, or came from nowhere known.
/// </summary>
internal static class Requalification
{
    private static readonly string[] OpenWithoutConsent = ["SOFT_OPT_IN", "B2B_OPT_OUT"];
    private static readonly string[] HasConsent = ["CONSENT", "NOT_MARKETING", "LEGAL_PERSON"];
    private static readonly string[] Closed = ["UNKNOWN_SUBJECT", "OBJECTED", "WITHDRAWN", "STALE", "MINOR", "RESTRICTED", "SECTOR_BAN", "UNDELIVERABLE"];

    /// <summary>The route, and the code that says why.</summary>
    public static (AskingRoute Route, string Code) Of(ContactFacts facts, ContactDecision decision)
    {
        if (HasConsent.Contains(decision.Code))
        {
            return (AskingRoute.NotNeeded, decision.Code);
        }

        if (Closed.Contains(decision.Code))
        {
            return (AskingRoute.Never, decision.Code);
        }

        return facts.Refusals.Any(r => r.Reason != SuppressionReason.Bounce) ? (AskingRoute.Never, "REFUSED_EARLIER")
            : facts.Asked ? (AskingRoute.Never, "ASKED_ALREADY")
            : !facts.HasOrigin ? (AskingRoute.Never, "NO_ORIGIN")
            : OpenWithoutConsent.Contains(decision.Code) ? (AskingRoute.Channel, decision.Code)
            : (AskingRoute.PostOrVisit, decision.Code);
    }
}
