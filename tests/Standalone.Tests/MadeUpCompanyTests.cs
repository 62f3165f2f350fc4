using System.Security.Cryptography;
using Gdpr.Standalone.Demo;
using Gdpr.Standalone.Demo.Company;

namespace Gdpr.Standalone.Tests;

public sealed class MadeUpCompanyTests
{
    [Fact]
    public void Two_thousand_people_share_no_address_and_no_number()
    {
        var people = MadeUpCompany.Customers;

        Assert.Equal(2000, people.Count);
        Assert.Equal(2000, people.Select(p => p.Email).Distinct().Count());
        Assert.Equal(2000, people.Select(p => p.Phone).Distinct().Count());
        Assert.All(people, p => Assert.EndsWith("@example.test", p.Email, StringComparison.Ordinal));
        Assert.All(people, p => Assert.StartsWith("06 39 98 ", p.Phone, StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_the_same_company_on_every_machine() =>
        Assert.StartsWith("f48690e6615f040095c320453a2fd489", Convert.ToHexStringLower(SHA256.HashData(MadeUpCompany.Csv())), StringComparison.Ordinal);

    [Fact]
    public void The_switches_of_the_demo_do_not_reach_the_host()
    {
        var (demo, rest) = DemoOptions.Read(["--demo", "--exit", "--urls", "http://127.0.0.1:0"]);

        Assert.True(demo!.Exit);
        Assert.Equal(["--urls", "http://127.0.0.1:0"], rest);
        Assert.Null(DemoOptions.Read(["migrate"]).Demo);
    }
}
