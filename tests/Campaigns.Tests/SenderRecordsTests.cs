using Gdpr.Campaigns.Domain;

namespace Gdpr.Campaigns.Tests;

/// <summary>What receivers read of a sender in the DNS (RFC 7208, 6376, 7489).</summary>
public sealed class SenderRecordsTests
{
    private const string Key = "MIIBIjANBg";

    [Theory]
    [InlineData("SPF_FOUND", "v=spf1 ip4:192.0.2.1 -all")]
    [InlineData("SPF_FOUND", "v=spf1 include:_spf.example.test ~all", "google-site-verification=x")]
    [InlineData("SPF_FOUND", "v=spf1 redirect=_spf.example.test")]
    [InlineData("SPF_MISSING", "v=spf10 -all")]
    [InlineData("SPF_MISSING")]
    [InlineData("SPF_TWICE", "v=spf1 -all", "V=SPF1 a -all")]
    [InlineData("SPF_OPEN", "v=spf1 mx +all")]
    [InlineData("SPF_OPEN", "v=spf1 all")]
    [InlineData("SPF_NEUTRAL", "v=spf1 mx ?all")]
    [InlineData("SPF_NEUTRAL", "v=spf1 mx")]
    [InlineData("SPF_FOUND", "v=spf1 a mx ptr a:a.test mx:b.test/24 exists:c.test include:d.test include:e.test include:f.test include:g.test -all")]
    [InlineData("SPF_TOO_LONG", "v=spf1 a mx ptr a:a.test mx:b.test/24 exists:c.test include:d.test include:e.test include:f.test include:g.test ?include:h.test -all")]
    public void Spf(string code, params string[] records) => Assert.Equal(code, SenderRecords.Spf("example.test", records).Code);

    [Theory]
    [InlineData("DKIM_FOUND", 2048, "v=DKIM1; k=rsa; p=MIIBIjANBg")]
    [InlineData("DKIM_FOUND", 2048, "p=MIIBI jANBg ; k=rsa")]
    [InlineData("DKIM_MISSING", 2048)]
    [InlineData("DKIM_TWICE", 2048, "p=MIIBIjANBg", "p=other")]
    [InlineData("DKIM_MALFORMED", 2048, "v=DKIM1; k=rsa")]
    [InlineData("DKIM_REVOKED", 2048, "v=DKIM1; p=")]
    [InlineData("DKIM_OTHER_KEY", 2048, "v=DKIM1; p=MIIBIjANBh")]
    [InlineData("DKIM_WEAK", 1024, "v=DKIM1; p=MIIBIjANBg")]
    [InlineData("DKIM_WEAK", 512, "v=DKIM1; p=MIIBIjANBg")]
    [InlineData("DKIM_TESTING", 2048, "v=DKIM1; t=s:y; p=MIIBIjANBg")]
    public void Dkim(string code, int bits, params string[] records) => Assert.Equal(code, SenderRecords.Dkim("gdpr._domainkey.example.test", records, Key, bits).Code);

    [Theory]
    [InlineData("DMARC_FOUND", "v=DMARC1; p=reject; rua=mailto:d@example.test")]
    [InlineData("DMARC_FOUND", "v=dmarc1;p=Quarantine")]
    [InlineData("DMARC_WATCHES_ONLY", "v=DMARC1; p=none")]
    [InlineData("DMARC_MISSING", "something else")]
    [InlineData("DMARC_TWICE", "v=DMARC1; p=none", "v=DMARC1; p=reject")]
    [InlineData("DMARC_MALFORMED", "v=DMARC1; rua=mailto:d@example.test")]
    [InlineData("DMARC_MALFORMED", "v=DMARC1; p=maybe")]
    public void Dmarc(string code, params string[] records) => Assert.Equal(code, SenderRecords.Dmarc("example.test", records).Code);

    [Theory]
    [InlineData("ALIGNED_BY_DKIM", "bounce.other.test", "example.test", null)]
    [InlineData("ALIGNED_BY_DKIM", "bounce.other.test", "mail.example.test", null)]
    [InlineData("ALIGNED_BY_SPF_ONLY", "bounce.example.test", "provider.test", null)]
    [InlineData("ALIGNED_BY_SPF_ONLY", "bounce.example.test", null, null)]
    [InlineData("ALIGNED_BY_SPF_ONLY", "bounce.example.test", "mail.example.test", "v=DMARC1; p=none; adkim=s")]
    [InlineData("NOT_ALIGNED", "bounce.example.test", "mail.example.test", "v=DMARC1; p=none; adkim=s; aspf=s")]
    [InlineData("NOT_ALIGNED", "example.test.evil.test", "notexample.test", null)]
    public void Alignment(string code, string envelope, string? signer, string? dmarc) => Assert.Equal(code, SenderRecords.Alignment("example.test", envelope, signer, dmarc).Code);

    [Fact]
    public void A_silent_dns_is_not_a_missing_record()
    {
        Assert.Equal(("DNS_SILENT", CheckResult.Unknown), (SenderRecords.Spf("example.test", null).Code, SenderRecords.Spf("example.test", null).Result));
        Assert.Equal("DNS_SILENT", SenderRecords.Dkim("x", null, Key, 2048).Code);
        Assert.Equal("DNS_SILENT", SenderRecords.Dmarc("example.test", null).Code);
    }
}
