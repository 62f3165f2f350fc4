using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

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
        var ring = await Backups.VerbAsync(suite, "keys", "export");
        Assert.Matches("\"currentKeyId\": ?\"[^\"]+\"", ring.Output);

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

        var elsewhere = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        var bare = await suite.VerbAsync("contacts", "doctor", $"--ConnectionStrings:Default={elsewhere}", "--Gdpr:Identity:RoomSecrets:contacts=");
        Assert.All(["DATABASE_NOT_MIGRATED", "ROOM_SECRET_MISSING", "DOCTOR_FAILED 2"], code => Assert.Contains(code, bare.Output, StringComparison.Ordinal));

        var cut = await suite.VerbAsync("contacts", "doctor", "--ConnectionStrings:messaging=amqp://127.0.0.1:9", "--ConnectionStrings:Default=Host=127.0.0.1;Port=9");
        Assert.Equal(1, cut.Code);
        Assert.All(["BROKER_OUT_OF_REACH", "DATABASE_OUT_OF_REACH", "DOCTOR_FAILED 2"], code => Assert.Contains(code, cut.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_doctor_of_the_gateway_asks_the_rooms_and_whoever_ends_TLS_before_it()
    {
        var suite = await SharedSuite.DistributedAsync();

        var well = await suite.VerbAsync("gateway", "doctor", "--Gdpr:PublicUrl=http://localhost:8080", "--Gdpr:Identity:RoomSecrets:gateway=secret");
        Assert.True(well.Code == 0, well.Output);
        Assert.Equal(DistributedSuite.RoomNames.Count(), well.Output.Split("ROOM_OK").Length - 1);

        var ill = await suite.VerbAsync("gateway", "doctor", "--Gdpr:PublicUrl=https://privacy.example.test", "--Gdpr:Identity:RoomSecrets:gateway=", "--services:contacts:http:0=http://127.0.0.1:9");
        Assert.Equal(1, ill.Code);
        Assert.All(["PROXY_UNKNOWN", "ROOM_SECRET_MISSING", "ROOM_OUT_OF_REACH: contacts", "DOCTOR_FAILED 3"], code => Assert.Contains(code, ill.Output, StringComparison.Ordinal));
        Assert.Equal(2, (await suite.VerbAsync("gateway", "dance")).Code);
    }

    [Fact]
    public async Task Keys_that_others_may_read_are_seen()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are not Windows'.");
            return;
        }

        await using var suite = await StandaloneSuite.StartAsync(null);
        var key = Directory.EnumerateFiles(suite.DataFolder, "identifiers.json", SearchOption.AllDirectories).Single();
        File.SetUnixFileMode(key, File.GetUnixFileMode(key) | UnixFileMode.OtherRead);

        Assert.Contains("KEYS_READABLE", (await Backups.VerbAsync(suite, "doctor")).Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("one-time password, shown only now: [A-Za-z2-9]{20}")]
    private static partial Regex OneTime();
}
