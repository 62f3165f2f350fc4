using System.IO.Compression;
using System.Text.Json;

namespace Gdpr.Standalone.Tests;

public sealed class DemoTests(DemoHost demo) : IClassFixture<DemoHost>
{
    [Fact]
    public void A_third_party_that_lies_is_caught_and_asked_again()
    {
        Assert.Contains("said \"erased\"", demo.Host.Output, StringComparison.Ordinal);
        Assert.Contains("was checked again", demo.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_certificate_says_that_everything_was_verified_and_what_was_kept()
    {
        using var certificate = JsonDocument.Parse(File.ReadAllText(Path.Combine(demo.Data, "demo", "erasure", "certificate.json")));
        var claim = certificate.RootElement.GetProperty("claim");
        var kept = claim.GetProperty("targets").EnumerateArray()
            .SelectMany(t => t.GetProperty("data").EnumerateArray())
            .Where(d => d.GetProperty("outcome").GetString() == "kept")
            .Select(d => d.GetProperty("dataClass").GetString());

        Assert.True(claim.GetProperty("complete").GetBoolean());
        Assert.Contains("boutique-en-ligne.invoices", kept);
    }

    [Fact]
    public void The_package_holds_the_data_of_our_rooms_and_of_the_third_party()
    {
        using var package = ZipFile.OpenRead(Path.Combine(demo.Data, "demo", "portability", "package.zip"));
        var names = package.Entries.Select(e => e.FullName).ToList();

        Assert.Contains("manifest.json", names);
        Assert.Contains("contacts/contacts.csv", names);
        Assert.Contains(names, n => n.StartsWith("connectors/", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_of_the_demo_warns_a_newcomer()
    {
        var lines = demo.Host.Output.Split('\n').Where(l => l.StartsWith("warn ", StringComparison.Ordinal) || l.StartsWith("fail ", StringComparison.Ordinal) || l.StartsWith("erro ", StringComparison.Ordinal));

        Assert.True(!lines.Any(), string.Join('\n', lines));
    }
}
