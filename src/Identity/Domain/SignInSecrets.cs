using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gdpr.Identity.Domain;

/// <summary>Random tickets, links and codes; what is stored of them opens nothing.</summary>
internal static class SignInSecrets
{
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string NewCode() => RandomNumberGenerator.GetString("0123456789", 8);

    /// <summary>A plain hash is enough for 256 random bits.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
