using System.Security.Cryptography;
using Gdpr.Campaigns.Domain;

namespace Gdpr.Campaigns.Delivering;

/// <summary>Asks the DNS what receivers of our mails will be told about us.</summary>
internal sealed class SenderExamination(CampaignsSettings settings, TxtLookup lookup)
{
    /// <summary>What is published for these From domains, for the envelope and for our signature.</summary>
    public async Task<IReadOnlyList<SenderCheck>> ExamineAsync(IReadOnlyList<string> from, CancellationToken ct)
    {
        var envelope = DomainOf(settings.BounceAddress);
        var (spf, dkim) = (lookup(envelope, ct), DkimAsync(envelope, ct));
        var policies = await Task.WhenAll(from.Select(domain => DmarcAsync(domain, ct)));
        return
        [
            SenderRecords.Spf(envelope, await spf), await dkim,
            .. policies.SelectMany(p => (SenderCheck[])[p, SenderRecords.Alignment(p.Domain, envelope, settings.Dkim?.Domain, p.Found)]),
        ];
    }

    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].TrimEnd('>').ToLowerInvariant();

    private async Task<SenderCheck> DkimAsync(string envelope, CancellationToken ct)
    {
        if (settings.Dkim is not { } dkim)
        {
            return new SenderCheck("dkim", envelope, CheckResult.Fail, "DKIM_OFF");
        }

        using var key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(dkim.KeyFile, ct));
        var name = $"{dkim.Selector}._domainkey.{dkim.Domain}";
        return SenderRecords.Dkim(name, await lookup(name, ct), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), key.KeySize);
    }

    // A domain without a policy of its own has its parent's (RFC 7489, 6.6.3).
    private async Task<SenderCheck> DmarcAsync(string domain, CancellationToken ct)
    {
        for (var at = domain; ; at = at[(at.IndexOf('.') + 1)..])
        {
            var records = await lookup($"_dmarc.{at}", ct);
            if (records is null || records.Any(SenderRecords.IsDmarc) || at.Count(c => c == '.') < 2)
            {
                return SenderRecords.Dmarc(domain, records);
            }
        }
    }
}
