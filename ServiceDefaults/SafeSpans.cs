using System.Diagnostics;

namespace Gdpr.ServiceDefaults;

/// <summary>
/// Takes out of HTTP spans what may say who somebody is: a query string may carry an address, a path a secret link or a
/// third party's name for a person, and an agent string tells browsers apart.
/// </summary>
internal static class SafeSpans
{
    public static void WithoutStranger(this Activity activity) => activity.SetTag("url.query", null).SetTag("user_agent.original", null);

    /// <summary>The template of the route says enough; a path that matches none may hold anything.</summary>
    public static void WithoutPath(this Activity activity) => activity.SetTag("url.path", activity.GetTagItem("http.route") ?? "unmatched");

    /// <summary>Whom we called, not what we asked for: the span of the callee says that by its route.</summary>
    public static void WithHostOnly(this Activity activity, Uri? address) => activity.SetTag("url.full", address?.GetLeftPart(UriPartial.Authority));
}
