namespace Gdpr.Connectors.ThirdParties;

/// <summary>How long an answer asks us to wait, in seconds or as a date; null when it does not say.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
