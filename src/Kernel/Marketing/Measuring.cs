namespace Gdpr.Kernel.Marketing;

/// <summary>Whether an opening or a click may be measured: the terminal is protected whoever holds it (LIL 82; CNIL 2026-042).</summary>
internal static class Measuring
{
    internal static string Of(Stated stated)
    {
        var question = stated.Question;
        if (question.Purpose == "consent_request")
        {
            return "NO_TRACK_CONSENT";
        }

        if (question is { Purpose: "deliverability_last_open_date_only", Channel: MarketingChannel.EmailPixel })
        {
            return "EXEMPT_DELIVERABILITY";
        }

        if (question.Consent is { Tracking: "given" } consent)
        {
            return consent switch
            {
                { Prechecked: true } => "CONSENT_INVALID",
                { ExpiresAt: { } end } when stated.Question.At > end.Latest(stated.Place) => "CONSENT_EXPIRED",
                { Proof: false } => "NO_PROOF",
                _ => "TRACK_CONSENT",
            };
        }

        return IsLegacy(stated) && stated.Day < stated.Date("pixel.consentFrom") ? "TRANSITION" : "NO_TRACK_CONSENT";
    }

    /// <summary>Of addresses from before the recommendation, and of links, lawyers say different things.</summary>
    internal static bool IsDisputed(Stated stated) => stated.Channel == MarketingChannel.EmailLink || IsLegacy(stated);

    private static bool IsLegacy(Stated stated) =>
        stated.Question is { Channel: MarketingChannel.EmailPixel, InformedOptOut: true, Consent: null or { Tracking: not "refused" }, CollectedBefore: { } before }
        && before.DateIn(stated.Place) <= stated.Date("pixel.legacyUntil");
}
