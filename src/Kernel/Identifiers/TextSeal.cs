using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gdpr.Kernel.Identifiers;

/// <summary>Seals a text for one use, so that nobody else can make or change it; a seal of an older key still holds.</summary>
public sealed class TextSeal(IdentifierKeyRing keys)
{
    /// <summary><c>keyId.value</c>, fit for a link.</summary>
    public string Of(string use, string text) => Of(use, text, keys.CurrentKeyId);

    public bool Holds(string use, string text, string? seal) =>
        seal?.Split('.') is [var keyId, _]
        && keys.Keys.ContainsKey(keyId)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(use, text, keyId)), Encoding.UTF8.GetBytes(seal));

    // The use comes first and ends: a seal for one thing is none for another, nor a hash of an identifier.
    private string Of(string use, string text, string keyId) =>
        $"{keyId}.{Base64Url.EncodeToString(HMACSHA256.HashData(keys.Keys[keyId], Encoding.UTF8.GetBytes($"seal:{use}\0{text}")))}";
}
