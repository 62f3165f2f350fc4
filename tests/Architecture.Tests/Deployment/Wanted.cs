namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>What each process must be told, whoever starts it; read from the rooms on disk.</summary>
internal static class Wanted
{
    public static IReadOnlyList<string> Rooms => [.. Room.All.Select(NameOf)];

    public static IReadOnlyList<string> Databases => [.. Room.All.SelectMany(r => r.Modules).Select(m => m.Name)];

    public static string NameOf(Room room) => room.Modules.Single(m => m.PartOf is null).Name;

    /// <summary>Configuration keys of a room's process, with <c>:</c> between their parts.</summary>
    public static IReadOnlyList<string> SettingsOf(Room room) =>
    [
        "Gdpr:Bus", "Gdpr:Database", "Gdpr:Keys:Identifiers", "Gdpr:Backups:RetentionDays", "Gdpr:PublicUrl", "ConnectionStrings:messaging",
        .. room.Modules.Select(m => $"ConnectionStrings:{m.Name}"),
        .. (NameOf(room) == "identity" ? Rooms.Append("gateway") : [NameOf(room)]).Select(r => $"Gdpr:Identity:RoomSecrets:{r}"),
        .. Addresses,
    ];

    public static IReadOnlyList<string> Addresses => [.. Rooms.Select(r => $"services:{r}:http:0")];

    /// <summary>What the gateway must be told: who it is to the outside, whose word about callers it takes, and where the rooms are.</summary>
    public static IReadOnlyList<string> GatewaySettings => ["Gdpr:PublicUrl", "Gdpr:KnownProxies:0", "Gdpr:Identity:RoomSecrets:gateway", .. Addresses];

    public static IReadOnlyList<string> MigrationSettings => ["Gdpr:Bus", "Gdpr:Database", "ConnectionStrings:messaging", .. Databases.Select(d => $"ConnectionStrings:{d}")];

    /// <summary>Secrets of other rooms, and other rooms' databases: least privilege is what is absent.</summary>
    public static IEnumerable<string> TooMuch(Room room, IEnumerable<string> keys) =>
        keys.Where(k => (k.StartsWith("ConnectionStrings:", StringComparison.Ordinal) || k.StartsWith("Gdpr:Identity:RoomSecrets:", StringComparison.Ordinal))
            && !SettingsOf(room).Contains(k));
}
