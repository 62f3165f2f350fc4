using Gdpr.Kernel;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Platform.Http;

/// <summary>Optimistic concurrency over HTTP: the row's version is its ETag.</summary>
public static class ETags
{
    private static readonly RuleError Missing = new("IF_MATCH_MISSING", "Say with If-Match which version you change.", 428);
    private static readonly RuleError Stale = new("CHANGED_MEANWHILE", "Somebody else changed this in the meantime; read it again.", 412);

    public static void SetETag(this HttpContext http, int version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>Throws unless If-Match names this version.</summary>
    public static void DemandVersion(this HttpContext http, int version)
    {
        var asked = http.Request.Headers.IfMatch.ToString();
        if (asked.Length == 0)
        {
            throw new RuleViolation(Missing);
        }

        if (asked != "*" && !asked.Split(',', StringSplitOptions.TrimEntries).Contains($"\"{version}\""))
        {
            throw new RuleViolation(Stale);
        }
    }
}
