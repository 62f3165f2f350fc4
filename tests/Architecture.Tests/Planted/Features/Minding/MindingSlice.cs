namespace Gdpr.Architecture.Tests.Planted.Features.Minding;

internal static class MindingSlice
{
    public static string Name => nameof(MindingSlice).ToLowerInvariant();
}

public sealed class OpenToAll;
