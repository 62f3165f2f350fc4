using Gdpr.Kernel.Identifiers;
using Microsoft.AspNetCore.Builder;

namespace Gdpr.Testing.Rooms;

/// <summary>What a test may choose about its <see cref="RoomHost"/>.</summary>
public sealed class RoomHostOptions
{
    /// <summary>A folder that outlives the host; by default a fresh one that goes with it.</summary>
    public string? DataFolder { get; set; }

    public TimeProvider? Clock { get; set; }

    public IdentifierKeyRing Keys { get; set; } = IdentifierKeyRing.Generate();

    /// <summary>Modules that always live in the room's process (see <c>IModule.PartOf</c>).</summary>
    public IReadOnlyList<Gdpr.Platform.Modules.IModule> Parts { get; set; } = [];

    /// <summary>More configuration, e.g. <c>Gdpr:Country</c>.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Replaces another edge of the host.</summary>
    public Action<WebApplicationBuilder>? Adjust { get; set; }
}
