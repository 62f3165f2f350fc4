namespace Gdpr.Kernel.Marketing;

/// <summary>Pixels and links that tell who opened or clicked: a consent of its own, B2B too (loi 78-17 Art. 82).</summary>
internal static class Tracking
{
    internal static string Code(MarketingCase c)
    {
        var pixel = c.Q.Channel == "email_pixel";
        if (c.Q.Purpose == "consent_request")
        {
            return "NO_TRACK_CONSENT";
        }

        if (pixel && c.Q.Purpose == "deliverability_last_open_date_only")
        {
            return "EXEMPT_DELIVERABILITY";
        }

        if (c.Consent.Tracking == "given" && c.Consent.Prechecked != true)
        {
            return c.Consent.Proof == false ? "NO_PROOF" : "TRACK_CONSENT";
        }

        return pixel && InTransition(c) ? "TRANSITION" : "NO_TRACK_CONSENT";
    }

    private static bool InTransition(MarketingCase c) =>
        !c.Since("pixel.consentFrom") && c.Q.InformedOptOut == true && c.Consent.Tracking is null or "none"
        && c.CollectedBefore is { } before && c.Place.DateOf(before.Latest) <= c.Day("pixel.legacyBefore");
}
