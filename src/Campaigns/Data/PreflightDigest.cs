using System.Security.Cryptography;
using System.Text;
using Gdpr.Campaigns.Domain;

namespace Gdpr.Campaigns.Data;

/// <summary>Names what a pre-flight looked at: rows change their version with every edit.</summary>
internal static class PreflightDigest
{
    public static string Of(Campaign campaign, Template template, Segment? segment) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{campaign.Id} {template.Id}:{template.Version} {segment?.Id}:{segment?.Version}")));
}
