using System.Net;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Gdpr.Gateway;

/// <summary>
/// Finds the addresses of a room by service discovery, as every other client here does. Stands in for
/// Microsoft.Extensions.ServiceDiscovery.Yarp; remove it when that package can be had.
/// </summary>
internal sealed class RoomDestinations(ServiceEndpointResolver resolver) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal);
        var changes = new List<Microsoft.Extensions.Primitives.IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var source = await resolver.GetEndpointsAsync(destination.Address, cancellationToken);
            changes.Add(source.ChangeToken);
            foreach (var (i, endpoint) in source.Endpoints.Index())
            {
                found[$"{name}-{i}"] = destination with { Address = AddressOf(endpoint.EndPoint, new Uri(destination.Address)) };
            }
        }

        return new ResolvedDestinationCollection(found, new Microsoft.Extensions.Primitives.CompositeChangeToken(changes));
    }

    private static string AddressOf(EndPoint endpoint, Uri asked) => endpoint switch
    {
        UriEndPoint named => named.Uri.ToString(),
        IPEndPoint ip => new UriBuilder(asked.Scheme, ip.Address.ToString(), ip.Port).ToString(),
        DnsEndPoint dns => new UriBuilder(asked.Scheme, dns.Host, dns.Port is 0 ? asked.Port : dns.Port).ToString(),
        _ => throw new NotSupportedException($"An endpoint of the kind {endpoint.GetType().Name} cannot be called."),
    };
}
