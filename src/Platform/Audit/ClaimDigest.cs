using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gdpr.Platform.Audit;

/// <summary>
/// The digest of what a certificate claims, whatever the spaces of the file: of its compact JSON in plain characters, as
/// <c>jq -cj .claim certificate.json | sha256sum</c> computes it without us.
/// </summary>
public static class ClaimDigest
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode? claim) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(claim, Plain)));
}
