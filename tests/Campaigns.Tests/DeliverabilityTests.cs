using System.Text.Json.Nodes;
using Gdpr.Testing.Smtp;

namespace Gdpr.Campaigns.Tests;

/// <summary>Whether our mails arrive: over a real SMTP server and a name server of our own.</summary>
public sealed class DeliverabilityTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task What_is_published_of_sender_envelope_and_key_is_read_and_judged()
    {
        await studio.CampaignAsync("published");
        studio.Dns.Publish("shop.test", "v=spf1 ip4:192.0.2.1 -all", "another=thing");
        studio.Dns.Publish("gdpr._domainkey.shop.test", $"v=DKIM1; k=rsa; p={Convert.ToBase64String(studio.DkimKey.ExportSubjectPublicKeyInfo())}");
        studio.Dns.Publish("_dmarc.shop.test", "v=DMARC1; p=none; rua=mailto:d@shop.test");

        Assert.Equal(
            ["spf shop.test pass SPF_FOUND", "dkim gdpr._domainkey.shop.test pass DKIM_FOUND", "dmarc shop.test warn DMARC_WATCHES_ONLY", "alignment shop.test pass ALIGNED_BY_DKIM"],
            await ChecksAsync());

        studio.Dns.Publish("gdpr._domainkey.shop.test", "v=DKIM1; p=");
        studio.Dns.Publish("_dmarc.shop.test", "v=DMARC1; p=reject");
        studio.Dns.Publish("shop.test");
        Assert.Equal(["SPF_MISSING", "DKIM_REVOKED", "DMARC_FOUND", "ALIGNED_BY_DKIM"], (await ChecksAsync()).Select(c => c.Split(' ')[3]));

        studio.Dns.Fails = true;
        var silent = await ChecksAsync();
        studio.Dns.Fails = false;
        Assert.Equal(["DNS_SILENT", "DNS_SILENT", "DNS_SILENT", "ALIGNED_BY_DKIM"], silent.Select(c => c.Split(' ')[3]));
    }

    [Fact]
    public async Task A_subdomain_has_the_policy_of_its_parent()
    {
        studio.Dns.Publish("_dmarc.parent.test", "v=DMARC1; p=quarantine");
        await studio.CampaignAsync("parent", new { sender = new { name = "Shop SAS", address = "news@mail.parent.test" } });

        Assert.Equal(["dmarc mail.parent.test pass DMARC_FOUND", "alignment mail.parent.test fail NOT_ALIGNED"], await ChecksAsync("parent.test"));
    }

    [Fact]
    public async Task Bounces_are_counted_by_domain_and_few_people_make_no_domain()
    {
        studio.Sink.Conduct = to => to is "p0@many.test" or "p1@many.test" ? new SinkConduct(RecipientReply: "550 5.1.1 nobody here") : null;
        for (var n = 0; n < 6; n++)
        {
            studio.Knows("domains", $"p{n}@many.test");
        }

        studio.Knows("domains", "one@few.test");
        await studio.RunAsync("domains");

        var domains = (await studio.GetAsync("/deliverability"))["domains"]!.AsArray();
        var many = domains.Single(d => d!["domain"]?.GetValue<string>() == "many.test")!;
        Assert.Equal((6, 2, 0, false), ((int)many["sent"]!, (int)many["bounced"]!, (int)many["complained"]!, (bool)many["alarm"]!));
        Assert.DoesNotContain(domains, d => d!["domain"]?.GetValue<string>() == "few.test");
        Assert.Contains(domains, d => d!["domain"] is null && (int)d["sent"]! >= 1);
    }

    // Other tests of the class plan campaigns of other senders.
    private async Task<string[]> ChecksAsync(string domain = "shop.test") =>
        [.. (await studio.GetAsync("/deliverability"))["checks"]!.AsArray().Select(c => $"{Word(c, "check")} {Word(c, "domain")} {Word(c, "result")} {Word(c, "code")}").Where(c => c.Split(' ')[1].EndsWith(domain, StringComparison.Ordinal))];

    private static string Word(JsonNode? check, string name) => check![name]!.GetValue<string>();
}
