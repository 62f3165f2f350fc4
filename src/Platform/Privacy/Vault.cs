using System.Security.Cryptography;

namespace Gdpr.Platform.Privacy;

/// <summary>
/// Seals bytes with a key of their own (AES-256-GCM): destroying the key destroys what it sealed, in every copy.
/// </summary>
public static class Vault
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Nonce, tag and cipher text; <paramref name="context"/> (e.g. the request's id) must be the same to open it.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var box = new byte[NonceSize + TagSize + plain.Length];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), context);
        return box;
    }

    /// <summary>Throws <see cref="CryptographicException"/> when key, context or bytes are not those that were sealed.</summary>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context)
    {
        if (box.Length < NonceSize + TagSize)
        {
            throw new CryptographicException("The box is too short.");
        }

        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[(NonceSize + TagSize)..], box.Slice(NonceSize, TagSize), plain, context);
        return plain;
    }
}
