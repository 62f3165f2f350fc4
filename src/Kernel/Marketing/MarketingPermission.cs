using Gdpr.Kernel.Retention;

namespace Gdpr.Kernel.Marketing;

/// <summary>May somebody be contacted, on the facts stated? The first step that answers decides; nothing stated permits nothing.</summary>
public static class MarketingPermission
{
    private static readonly Func<MarketingCase, string?>[] Before =
        [c => c is { Tracker: false, Q.MessageType: "service" } ? "NOT_MARKETING" : null,
         c => c is { Tracker: false, Q: { AddressType: "generic", Audience: "B2B" } } ? "LEGAL_PERSON" : null];

    private static readonly Func<MarketingCase, string?>[] Bars = [Refusals.Standing, Sector, Minor, Stale];

    private static readonly Func<MarketingCase, string?>[] Conduct = [CallConduct.Hours, CallConduct.Frequency, Content, BulkHeaders];

    public static MarketingAnswer Evaluate(MarketingQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var facts = new MarketingCase(question);
        return MarketingAnswer.Of(First(Before, facts) ?? First(Bars, facts) ?? Permitted(facts));
    }

    private static string Permitted(MarketingCase facts)
    {
        var code = facts.Tracker ? Tracking.Code(facts) : ChannelPermission.Code(facts);
        return MarketingRules.Of(code).Allowed ? First(Conduct, facts) ?? code : code;
    }

    private static string? First(Func<MarketingCase, string?>[] steps, MarketingCase facts) =>
        steps.Select(step => step(facts)).FirstOrDefault(code => code is not null);

    // Whatever the consent: only a running related contract, or a call the person asked for, opens a banned sector (MK-12).
    private static string? Sector(MarketingCase c)
    {
        var from = c.Q.Channel is "phone_live" or "phone_automated" ? "sector.phoneBanFrom" : "sector.messageBanFrom";
        if (!c.Consumer || c.Tracker || c.Q.Channel == "postal" || c.RelatedContract || c.Q.Sector is not { } sector
            || !c.Text("sector.banned").Split(' ').Contains(sector) || !c.Since(from))
        {
            return null;
        }

        return c is { LiveCall: true, CallbackAsked: not null } ? CallConduct.Callback(c) : "SECTOR_BAN";
    }

    private static string? Minor(MarketingCase c) =>
        c.Q.Age < c.Number("minor.consentAge") && c.Q.ParentalConsent != true ? "MINOR" : null;

    private static string? Stale(MarketingCase c) =>
        c.LastContact is { } last && c.Today > RetentionPeriods.Of("PROSPECT", c.Today).EndOf(c.Place.DateOf(last.Earliest)) ? "STALE" : null;

    private static string? Content(MarketingCase c) =>
        !c.Tracker && c.Q.Message is { } m && !(m.SenderIdentity && m.Unsubscribe) ? "MISSING_CONTENT" : null;

    private static string? BulkHeaders(MarketingCase c) =>
        c.Q is { Channel: "email", Message: { OneClickHeaders: false } m } && m.DailyVolume >= c.Number("bulk.dailyVolume") ? "BULK_HEADERS" : null;
}
