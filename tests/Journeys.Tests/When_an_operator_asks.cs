using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;

namespace Gdpr.Journeys.Tests;

/// <summary>The operator's verbs of docs/operations.md, against a suite that runs.</summary>
public sealed partial class When_an_operator_asks
{
    [Fact]
    public async Task The_doctor_says_what_to_mend_and_an_operator_lets_the_administrator_in_again()
    {
        await using var suite = await StandaloneSuite.StartAsync(null);
        var well = await Backups.VerbAsync(suite, "doctor");
        Assert.True(well.Code == 0, well.Output);
        Assert.Contains("DOCTOR_OK", well.Output, StringComparison.Ordinal);
        Assert.Contains("KEYS_BESIDE_DATA", well.Output, StringComparison.Ordinal);
        Assert.Contains("KEYS_OK current", (await Backups.VerbAsync(suite, "keys", "verify")).Output, StringComparison.Ordinal);

        var ill = await Backups.VerbAsync(suite, "doctor", "--Mail:Smtp=smtp://127.0.0.1:9", "--Gdpr:Controller:TimeZone=Mars/Olympus");
        Assert.Equal(1, ill.Code);
        Assert.All(["MAIL_OUT_OF_REACH", "TIME_ZONE_UNKNOWN", "DOCTOR_FAILED 2"], code => Assert.Contains(code, ill.Output, StringComparison.Ordinal));

        var reset = await Backups.VerbAsync(suite, "identity", "reset-admin", "admin@example.test");
        Assert.True(reset.Code == 0, reset.Output);
        Assert.Matches(OneTime(), reset.Output);
        Assert.Equal(1, Backups.Count(suite, "identity.db", "SELECT COUNT(*) FROM AuditEntries WHERE Code = 'staff.administrator-reset'"));
        Assert.Equal(1, (await Backups.VerbAsync(suite, "identity", "reset-admin", "nobody@example.test")).Code);
        Assert.Equal(2, (await Backups.VerbAsync(suite, "identity", "dance")).Code);

        var second = await Backups.VerbAsync(suite);
        Assert.Equal(1, second.Code);
        Assert.Contains("DATA_FOLDER_IN_USE", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_of_a_room_asks_its_broker_and_its_database()
    {
        var suite = await SharedSuite.DistributedAsync();

        var well = await suite.VerbAsync("contacts", "doctor");
        Assert.True(well.Code == 0, well.Output);
        Assert.Contains("BROKER_OK", well.Output, StringComparison.Ordinal);

        var cut = await suite.VerbAsync("contacts", "doctor", "--ConnectionStrings:messaging=amqp://127.0.0.1:9", "--ConnectionStrings:Default=Host=127.0.0.1;Port=9");
        Assert.Equal(1, cut.Code);
        Assert.All(["BROKER_OUT_OF_REACH", "DATABASE_OUT_OF_REACH", "DOCTOR_FAILED 2"], code => Assert.Contains(code, cut.Output, StringComparison.Ordinal));
    }

    [GeneratedRegex("one-time password, shown only now: [A-Za-z2-9]{20}")]
    private static partial Regex OneTime();
}
