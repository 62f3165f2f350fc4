using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;

namespace Gdpr.Identity;

/// <summary>The rooms that Identity registers as clients, and the scopes that integrators may have.</summary>
internal sealed class KnownRooms(IReadOnlyList<IModule> modules, IConfiguration configuration, GdprSettings settings)
{
    /// <summary>Of rooms calling each other; never given to an integrator.</summary>
    public const string InternalScope = "internal";

    public const string Gateway = "gateway";

    // Scopes beside read and write, by the room whose name they begin with.
    private static readonly string[] More = ["sales.archive", "consent.approve"];

    /// <summary>Everything with a secret: hosted rooms and the gateway in Standalone, what is configured elsewhere.</summary>
    public IReadOnlyList<string> Callers =>
        [.. (settings.Standalone ? modules.Select(m => m.Name).Append(Gateway) : []).Union(Configured, StringComparer.Ordinal)];

    public IReadOnlyList<string> Scopes =>
        [.. modules.Where(m => m.PartOf is null).Select(m => m.Name).Union(Configured, StringComparer.Ordinal)
            .Where(room => room != Gateway)
            .Order(StringComparer.Ordinal)
            .SelectMany(room => new[] { $"{room}.read", $"{room}.write" }.Concat(More.Where(s => s.StartsWith($"{room}.", StringComparison.Ordinal))))];

    private IEnumerable<string> Configured => configuration.GetSection("Gdpr:Identity:RoomSecrets").GetChildren().Select(c => c.Key);

    public static bool IsRoom(string clientId) => clientId.StartsWith(RoomTokens.ClientId(string.Empty), StringComparison.OrdinalIgnoreCase);
}
