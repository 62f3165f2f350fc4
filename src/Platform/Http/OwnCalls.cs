using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Platform.Http;

/// <summary>
/// Marks what this process asks of itself over loopback, so that a stranger behind the same proxy cannot use up what
/// the rooms need to work.
/// </summary>
public sealed class OwnCalls
{
    private const string Header = "X-Gdpr-Own";

    private readonly byte[] _mark = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public void Mark(HttpRequestMessage request) => request.Headers.Add(Header, Encoding.ASCII.GetString(_mark));

    public bool Is(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[Header].ToString()), _mark);
}
