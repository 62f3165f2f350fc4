using Microsoft.Extensions.Configuration;

namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>The units and settings for plain machines, held against the rooms on disk.</summary>
public sealed class SystemdTests
{
    private const string Settings = "deploy/systemd/etc-gdpr/";

    public static TheoryData<string> Rooms => Room.Folders;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_is_told_what_it_needs_and_no_more(string folder)
    {
        var room = Room.Of(folder);
        var name = Wanted.NameOf(room);
        var settings = Read("common", name);
        var keys = Keys(settings);

        Assert.Empty(Wanted.SettingsOf(room).Except(keys));
        Assert.Empty(Wanted.TooMuch(room, keys));
        Assert.Equal(settings[$"services:{name}:http:0"], settings["urls"]);
    }

    [Fact]
    public void The_target_wants_every_room_and_the_migration_reaches_every_database()
    {
        var target = Unit("gdpr.target")["Wants"].Split(' ');
        Assert.Equal([.. Wanted.Rooms.Append("gateway").Select(r => $"gdpr@{r}.service").Order(StringComparer.Ordinal)], target.Order(StringComparer.Ordinal));

        Assert.Empty(Wanted.MigrationSettings.Except(Keys(Read("common", "standalone"))));
        Assert.Empty(Wanted.GatewaySettings.Except(Keys(Read("common", "gateway"))));
        Assert.EndsWith(" migrate", Unit("gdpr-migrate.service")["ExecStart"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_may_write_its_own_state_and_nothing_else()
    {
        var unit = Unit("gdpr@.service");

        Assert.Equal("gdpr", unit["User"]);
        Assert.Equal("strict", unit["ProtectSystem"]);
        Assert.Equal("true", unit["NoNewPrivileges"]);
        Assert.Equal("Gdpr__DataFolder=/var/lib/" + unit["StateDirectory"], unit["Environment"]);
        Assert.Contains("gdpr-migrate.service", unit["Wants"].Split(' '));

        // systemd ignores a variable with a hyphen in its name, and rooms have such names.
        Assert.False(unit.ContainsKey("EnvironmentFile"));
    }

    private static IConfigurationRoot Read(params string[] names)
    {
        var builder = new ConfigurationBuilder();
        foreach (var name in names)
        {
            builder.AddJsonFile(Path.Combine(Repository.Root, Settings, $"{name}.json"));
        }

        return builder.Build();
    }

    private static IReadOnlyList<string> Keys(IConfigurationRoot settings) => [.. settings.AsEnumerable().Where(p => p.Value is not null).Select(p => p.Key)];

    private static Dictionary<string, string> Unit(string name) =>
        Repository.Read($"deploy/systemd/{name}").Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal) && l[0] != '#')
            .Select(l => l.Split('=', 2)).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => string.Join(' ', g.Select(p => p[1])), StringComparer.Ordinal);
}
