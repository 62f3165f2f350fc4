using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Privacy;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Tests.Privacy;

public sealed class IdentifierKeysTests
{
    [Fact]
    public void Standalone_makes_its_key_once_and_for_itself_alone()
    {
        using var folder = new TempFolder();

        var first = Load(folder, standalone: true);
        var second = Load(folder, standalone: true);

        Assert.Equal(first.CurrentKeyId, second.CurrentKeyId);
        Assert.Equal(first.Keys[first.CurrentKeyId], second.Keys[second.CurrentKeyId]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine("keys", "identifiers.json")));
        }
    }

    [Fact]
    public void A_database_without_its_key_stops_the_start()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Combine("contacts.db"), string.Empty);

        var missing = Assert.Throws<RuleViolation>(() => Load(folder, standalone: true));

        Assert.Equal("IDENTIFIER_KEY_MISSING", missing.Error.Code);
        Assert.False(File.Exists(folder.Combine("keys", "identifiers.json")));
    }

    [Fact]
    public async Task A_database_on_a_server_that_was_in_use_without_its_key_stops_the_start()
    {
        var server = await Require.PostgreSqlAsync();
        var databases = new Dictionary<string, string> { ["alpha"] = await server.NewDatabaseAsync(), ["beta"] = await server.NewDatabaseAsync() };
        using var folder = new TempFolder();
        var key = folder.Combine("keys", "identifiers.json");
        void Configure(PlayOptions o)
        {
            (o.DataFolder, o.Asleep, o.Settings["Gdpr:Keys:Identifiers"]) = (folder.Path, true, string.Empty);
            (o.Modules, o.Settings["Gdpr:Database"]) = ([PlayHost.Alpha, PlayHost.Beta], "postgresql");
            foreach (var (room, database) in databases)
            {
                o.Settings[$"ConnectionStrings:{room}"] = database;
            }
        }

        await using (var first = await PlayHost.StartAsync(Configure))
        {
            await IdentifierKeys.KeepAsync(first.Services, CancellationToken.None);
            Assert.True(File.Exists(key));
            await first.DoAsync(db =>
            {
                db.Audit("system", "test.used");
                return db.SaveChangesAsync();
            });
        }

        await using (var second = await PlayHost.StartAsync(Configure))
        {
            await IdentifierKeys.KeepAsync(second.Services, CancellationToken.None);
        }

        File.Delete(key);
        await using var lost = await PlayHost.StartAsync(Configure);
        var missing = await Assert.ThrowsAsync<RuleViolation>(() => IdentifierKeys.KeepAsync(lost.Services, CancellationToken.None));

        Assert.Equal("IDENTIFIER_KEY_MISSING", missing.Error.Code);
        Assert.False(File.Exists(key));
    }

    [Fact]
    public void A_room_alone_never_makes_a_key()
    {
        using var folder = new TempFolder();

        Assert.Equal("IDENTIFIER_KEY_MISSING", Assert.Throws<RuleViolation>(() => Load(folder, standalone: false)).Error.Code);
    }

    private static Kernel.Identifiers.IdentifierKeyRing Load(TempFolder folder, bool standalone)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gdpr:DataFolder"] = folder.Path,
            ["Gdpr:AllowLonelyRoom"] = "true",
            ["Gdpr:Bus"] = "memory",
        }).Build();
        return IdentifierKeys.Load(configuration, GdprSettings.Read(configuration, standalone));
    }
}
