namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>The Compose file is written by hand, since the published one could not be made here: it is held against the rooms on disk.</summary>
public sealed class ComposeTests
{
    private static readonly Yaml File = Assert.Single(Yaml.Documents(Repository.Read("deploy/compose/compose.yaml")));
    private static readonly IReadOnlyDictionary<string, Yaml> Services = File["services"].Map;

    public static TheoryData<string> Rooms => Room.Folders;

    [Fact]
    public void Its_services_are_the_rooms_the_gateway_the_migration_and_their_servers() =>
        Assert.Equal([.. Wanted.Rooms.Concat(["gateway", "migrate", "messaging", "postgres"]).Order(StringComparer.Ordinal)], Services.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_is_told_what_it_needs_and_no_more(string folder)
    {
        var room = Room.Of(folder);
        var service = Services[Wanted.NameOf(room)];
        var keys = Keys(service);

        Assert.Empty(Wanted.SettingsOf(room).Except(keys));
        Assert.Empty(Wanted.TooMuch(room, keys));
        Assert.Equal($"${{REGISTRY:-}}gdpr/{Wanted.NameOf(room)}:${{VERSION:-0.1.0}}", service["image"].Text);
        Assert.Equal("service_healthy", service["depends_on"]["messaging"]["condition"].Text);
        Assert.Equal("service_completed_successfully", service["depends_on"]["migrate"]["condition"].Text);
        Assert.Null(service.Find("ports"));
        Contained(service);
    }

    [Fact]
    public void The_migration_reaches_every_database_and_the_gateway_is_the_only_door()
    {
        Assert.Empty(Wanted.MigrationSettings.Except(Keys(Services["migrate"])));
        Assert.Equal("service_healthy", Services["migrate"]["depends_on"]["postgres"]["condition"].Text);
        Assert.Equal("migrate", Assert.Single(Services["migrate"]["command"].Items).Text);

        Assert.Empty(Wanted.GatewaySettings.Except(Keys(Services["gateway"])));
        Assert.Equal(["gateway"], Services.Where(s => s.Value.Find("ports") is not null).Select(s => s.Key));
        Contained(Services["gateway"]);
    }

    // A named volume takes over owner and content of the folder it is mounted on, when the image has it; else root's.
    [Fact]
    public void Whoever_writes_writes_where_the_image_lets_its_user_write() =>
        Assert.All(
            Services.Where(s => s.Value.Find("environment")?.Map.ContainsKey("Gdpr__DataFolder") == true),
            s => Assert.Equal("/home/app", s.Value["environment"]["Gdpr__DataFolder"].Text));

    [Fact]
    public void Volumes_are_declared_and_every_variable_is_in_the_example()
    {
        var text = Repository.Read("deploy/compose/compose.yaml");
        var named = Services.Values.Where(s => s.Find("volumes") is not null).SelectMany(s => s["volumes"].Items).Select(v => v.Text.Split(':')[0]);
        Assert.Equal(named.Order(StringComparer.Ordinal), File["volumes"].Map.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("messaging", Services["messaging"]["hostname"].Text);

        var example = Repository.Read("deploy/compose/.env.example").Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal) && l[0] != '#').Select(l => l.Split('=')[0]);
        var used = System.Text.RegularExpressions.Regex.Matches(text, @"\$\{([A-Z_]+)").Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal(used.Order(StringComparer.Ordinal), example.Order(StringComparer.Ordinal));
    }

    private static void Contained(Yaml service)
    {
        Assert.Equal("true", service["read_only"].Text);
        Assert.Equal("1654", service["user"].Text);
        Assert.Equal("ALL", Assert.Single(service["cap_drop"].Items).Text);
        Assert.Contains(service["volumes"].Items, v => v.Text.EndsWith(":/home/app", StringComparison.Ordinal));
        Assert.Contains(service["tmpfs"].Items, t => t.Text == "/tmp");
    }

    private static IReadOnlyList<string> Keys(Yaml service) => [.. service["environment"].Map.Keys.Select(k => k.Replace("__", ":", StringComparison.Ordinal))];
}
