using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gdpr.Web.Tests;

/// <summary>One passkey of a device that is played: signs what a test wants signed, true or not (Web Authentication, ES256).</summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _owner = string.Empty;

    /// <summary>The origin that the browser is said to have seen.</summary>
    public required string Origin { get; set; }

    public required string Domain { get; set; }

    public bool Verifies { get; set; } = true;

    public uint Counter { get; set; }

    public string Transports { get; set; } = "internal";

    /// <summary>What <c>navigator.credentials.create</c> would give for these options.</summary>
    public string Make(string options)
    {
        using var asked = JsonDocument.Parse(options);
        _owner = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] key = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data(attested: true), .. new byte[16], 0, (byte)_id.Length, .. _id, .. key];
        byte[] statement = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Credential(new { clientDataJSON = Text(Client("webauthn.create", asked)), attestationObject = Text(statement), transports = new[] { Transports } });
    }

    /// <summary>What <c>navigator.credentials.get</c> would give; <paramref name="signed"/> false breaks the signature.</summary>
    public string Use(string options, bool signed = true)
    {
        using var asked = JsonDocument.Parse(options);
        var (data, client) = (Data(attested: false), Client("webauthn.get", asked));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        signature[^1] ^= (byte)(signed ? 0 : 1);
        return Credential(new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature), userHandle = _owner });
    }

    public void Dispose() => _key.Dispose();

    private byte[] Data(bool attested)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), (byte)(0x01 | (Verifies ? 0x04 : 0) | (attested ? 0x40 : 0)), .. counter];
    }

    private byte[] Client(string type, JsonDocument asked) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = asked.RootElement.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false });

    private string Credential(object response) =>
        JsonSerializer.Serialize(new { id = Text(_id), rawId = Text(_id), type = "public-key", clientExtensionResults = new { }, response });

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
