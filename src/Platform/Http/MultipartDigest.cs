using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gdpr.Platform.Http;

/// <summary>
/// Digests a multipart body while it is read, however long it is, without the boundary: a client that sends the same
/// file again draws another one, which by definition occurs nowhere in the parts.
/// </summary>
internal sealed class MultipartDigest : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _boundary;
    private readonly IncrementalHash _hash;
    private byte[] _carry = [];

    private MultipartDigest(Stream inner, byte[] boundary, byte[] key)
    {
        (_inner, _boundary) = (inner, boundary);
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        _hash.AppendData("multipart\0"u8);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Takes the place of the request's body; null when it is no multipart form.</summary>
    public static MultipartDigest? Of(HttpRequest request, byte[] key)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return null;
        }

        var digest = new MultipartDigest(request.Body, Encoding.ASCII.GetBytes(boundary), key);
        request.Body = digest;
        return digest;
    }

    /// <summary>Reads what nobody has read, and says the digest of all of it.</summary>
    public async Task<string> FinishAsync(CancellationToken ct)
    {
        await CopyToAsync(Null, ct);
        _hash.AppendData(_carry);
        _carry = [];
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        Feed(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    // A boundary may lie across two reads: its possible beginning waits for the next.
    private void Feed(ReadOnlySpan<byte> read)
    {
        byte[] all = [.. _carry, .. read];
        var rest = all.AsSpan();
        for (var at = rest.IndexOf(_boundary); at >= 0; at = rest.IndexOf(_boundary))
        {
            _hash.AppendData(rest[..at]);
            rest = rest[(at + _boundary.Length)..];
        }

        var sure = Math.Max(0, rest.Length - (_boundary.Length - 1));
        _hash.AppendData(rest[..sure]);
        _carry = rest[sure..].ToArray();
    }
}
