using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Gdpr.Campaigns.Domain;

namespace Gdpr.Campaigns.Delivering;

/// <summary>TXT records from the name servers of the machine, or from the one in <c>Gdpr:Campaigns:Dns</c> (<c>address:port</c>).</summary>
internal static class Dns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Altogether = TimeSpan.FromSeconds(5);

    public static TxtLookup Of(IConfiguration configuration)
    {
        var options = configuration["Gdpr:Campaigns:Dns"] is { Length: > 0 } server ? new LookupClientOptions(IPEndPoint.Parse(server)) : new LookupClientOptions();
        (options.Timeout, options.Retries, options.UseCache, options.ThrowDnsErrors) = (Patience, 1, false, false);
        var client = new Lazy<LookupClient>(() => new LookupClient(options));
        return async (name, ct) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Altogether);
            try
            {
                var answer = await client.Value.QueryAsync(name, QueryType.TXT, QueryClass.IN, limit.Token);
                return answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain
                    ? null
                    : [.. answer.Answers.OfType<TxtRecord>().Select(r => string.Concat(r.Text))];
            }
            catch (Exception e) when (e is DnsResponseException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                return null;
            }
        };
    }
}
