using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>
/// <c>Gdpr-Signature: t=&lt;Unix seconds&gt;,v1=&lt;hex&gt;</c>: HMAC-SHA256, by the integrator's secret, over the time, a dot and the
/// body as it was sent. The receiver compares in constant time and refuses a time too far from its own.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "Gdpr-Signature";

    public static string Of(string secret, string body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(mac)}";
    }
}
