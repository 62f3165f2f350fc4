using System.Security.Cryptography;

namespace Gdpr.Testing.Servers;

internal static class Secret
{
    public static string Next(int bytes = 12) => RandomNumberGenerator.GetHexString(bytes * 2, lowercase: true);
}
