using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;

namespace Gdpr.Campaigns.Delivering;

/// <summary>
/// RSA with SHA-256 by the runtime instead of the managed implementation that MimeKit brings: a signature costs a fraction,
/// and signing is the dearest part of a mail. Signs only.
/// </summary>
internal sealed class NativeRsa(RSA key) : ISigner
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public string AlgorithmName => "SHA-256withRSA";

    public void Init(bool forSigning, ICipherParameters parameters) => Reset();

    public void Update(byte input) => _hash.AppendData([input]);

    public void BlockUpdate(byte[] input, int inOff, int inLen) => _hash.AppendData(input, inOff, inLen);

    public void BlockUpdate(ReadOnlySpan<byte> input) => _hash.AppendData(input);

    public int GetMaxSignatureSize() => key.KeySize / 8;

    public byte[] GenerateSignature() => key.SignHash(_hash.GetHashAndReset(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public bool VerifySignature(byte[] signature) => throw new NotSupportedException("Signs only.");

    public void Reset() => _hash.GetHashAndReset();
}
