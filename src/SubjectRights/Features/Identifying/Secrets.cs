using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gdpr.SubjectRights.Features.Identifying;

/// <summary>Random references, links and codes; only their hashes are stored.</summary>
internal static class Secrets
{
    // Without letters and digits that are mistaken for one another on the telephone.
    private const string Readable = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string NewReference(DateTimeOffset now) => $"R{now.Year}-{RandomNumberGenerator.GetString(Readable, 8)}";

    public static string NewLink() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    public static string NewCode() => RandomNumberGenerator.GetString("0123456789", 8);

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
