using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Campaigns.Delivering;

/// <summary>
/// Signed tokens that name a send: in the links of a message and in its Message-Id, so that nobody can make one up. Under
/// keys derived from the ring of identifiers: links made before a key was rotated still work.
/// </summary>
internal sealed class LinkTokens(IdentifierKeyRing ring)
{
    private const int MacSize = 16;
    private const string LinkUse = "campaigns.link";
    private const string MessageUse = "campaigns.message";

    public string Link(Guid send) => Base64Url.EncodeToString(Sign(send, LinkUse, ring.CurrentKeyId));

    public string MessageId(Guid send) => Convert.ToHexStringLower(Sign(send, MessageUse, ring.CurrentKeyId));

    /// <summary>Null when the token is not one of ours.</summary>
    public Guid? ReadLink(string token)
    {
        Span<byte> bytes = stackalloc byte[16 + MacSize];
        return token.Length == 43 && Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out var n) && n == bytes.Length ? Check(bytes, LinkUse) : null;
    }

    public Guid? ReadMessageId(string token)
    {
        Span<byte> bytes = stackalloc byte[16 + MacSize];
        return token.Length == 64 && Convert.FromHexString(token, bytes, out _, out var n) == System.Buffers.OperationStatus.Done && n == bytes.Length ? Check(bytes, MessageUse) : null;
    }

    private Guid? Check(ReadOnlySpan<byte> bytes, string use)
    {
        var send = new Guid(bytes[..16], bigEndian: true);
        foreach (var key in ring.Keys.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(Sign(send, use, key), bytes))
            {
                return send;
            }
        }

        return null;
    }

    private byte[] Sign(Guid send, string use, string key)
    {
        var token = new byte[16 + MacSize];
        send.TryWriteBytes(token, bigEndian: true, out _);
        Span<byte> input = stackalloc byte[64];
        var used = Encoding.ASCII.GetBytes(use, input);
        token.AsSpan(0, 16).CopyTo(input[used..]);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(ring.Keys[key], input[..(used + 16)], mac);
        mac[..MacSize].CopyTo(token.AsSpan(16));
        return token;
    }
}
