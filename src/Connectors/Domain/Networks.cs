using System.Net;
using System.Net.Sockets;

namespace Gdpr.Connectors.Domain;

/// <summary>Tells addresses of the open internet from those behind our own doors, where a third party must not lead us.</summary>
internal static class Networks
{
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool IsPrivate(IPAddress address) => Inner.Any(n => n.Contains(Embedded(address)));

    public static bool IsPrivateLiteral(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsPrivate(address);

    // An IPv4 address can be dressed as IPv6 in three ways; what counts is where the packets go.
    private static IPAddress Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        return address switch
        {
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            _ when Nat64.Contains(address) => new IPAddress(bytes.AsSpan(12, 4)),
            _ when SixToFour.Contains(address) => new IPAddress(bytes.AsSpan(2, 4)),
            _ => address,
        };
    }
}
