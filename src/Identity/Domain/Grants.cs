namespace Gdpr.Identity.Domain;

/// <summary>Names of the grants by which data subjects come in (RFC 6749 section 4.5).</summary>
internal static class Grants
{
    public const string Code = "urn:gdpr:grant:one-time-code";
    public const string Link = "urn:gdpr:grant:link";
}
