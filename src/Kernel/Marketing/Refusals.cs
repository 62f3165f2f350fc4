namespace Gdpr.Kernel.Marketing;

/// <summary>The refusals that stand: only the person's own later consent reopens (MK-21), in calls after 60 full days at the earliest (D223-9).</summary>
internal static class Refusals
{
    internal static string? Standing(MarketingCase c)
    {
        if (c.Consent.State == "withdrawn" || (c.Withdrawn is { } taken && taken.Earliest <= c.Q.At && !Reopened(c, taken)))
        {
            return "WITHDRAWN";
        }

        var objected = c.Q.Objection is { } objection && Covers(objection.Scope, c.Q.Channel) && !Reopened(c, c.Objected);
        var inCall = c.RefusedInCall is { } refused && (!Reopened(c, refused) || CoolingDown(c, refused));
        return objected || inCall ? "OBJECTED" : null;
    }

    /// <summary>After a refusal only a sound consent permits, no other ground.</summary>
    internal static bool OnlyConsent(MarketingCase c) =>
        c.RefusedInCall is not null || (c.Q.Objection is { } objection && Covers(objection.Scope, c.Q.Channel));

    private static bool Reopened(MarketingCase c, Moment? refused) =>
        c.Given && refused is { } no && c.Collected is { } yes && yes.Earliest > no.Latest;

    private static bool CoolingDown(MarketingCase c, Moment refused) =>
        c.LiveCall && c.Q.At <= c.Place.EndOf(c.Place.DateOf(refused.Latest).AddDays(c.Number("phone.refusalDays")));

    // A tracker travels in an e-mail. A scope not stated is the widest.
    private static bool Covers(string? scope, string channel) => scope switch
    {
        null or "all" => true,
        "phone" => channel == "phone_live",
        "email" => channel is "email" or "email_pixel" or "email_link",
        _ => scope == channel,
    };
}
