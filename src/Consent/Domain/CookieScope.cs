namespace Gdpr.Consent.Domain;

/// <summary>One choice about one purpose, on some device of a person.</summary>
/// <param name="SignedIn">Whether it was made in a session of that person, and not on a device that was tied to them later.</param>
/// <param name="SameBanner">Whether the banner still asks as it did then.</param>
internal sealed record CookieAct(DateTimeOffset At, bool Accepted, bool SignedIn, bool SameBanner);

/// <summary>
/// What a person's choices on several devices mean together. An acceptance from before a sign-in never outdoes a refusal:
/// whoever refused somewhere has refused, until they accept while they are known.
/// </summary>
internal static class CookieScope
{
    /// <summary>True accepted, false refused, null when it has to be asked.</summary>
    /// <param name="months">How long a choice is remembered, both ways.</param>
    public static bool? Of(IEnumerable<CookieAct> acts, DateTimeOffset now, int months)
    {
        var inForce = acts.Where(a => a.At.AddMonths(months) > now).ToList();
        var refusal = inForce.Where(a => !a.Accepted).Select(a => (DateTimeOffset?)a.At).Max();
        if (inForce.Exists(a => a.Accepted && a.SameBanner && (refusal is null || (a.SignedIn && a.At > refusal))))
        {
            return true;
        }

        return refusal is null ? null : false;
    }
}
