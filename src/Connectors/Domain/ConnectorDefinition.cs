using Gdpr.Kernel.Identifiers;

namespace Gdpr.Connectors.Domain;

/// <summary>A kind of third party that this room knows how to speak to.</summary>
internal sealed record ConnectorDefinition(string Key, string Name, int Version, IReadOnlyList<string> Types, IReadOnlyList<IdentifierKind> IdentifierKinds)
{
    /// <summary>An application of the company, or of a partner, that implements our own contract.</summary>
    public static readonly ConnectorDefinition InHouseHttp = new(
        "in-house-http", "Application with subject-request endpoints", 1, ["locate", "access", "erase", "inform"], Enum.GetValues<IdentifierKind>());

    public static readonly IReadOnlyList<ConnectorDefinition> BuiltIn = [InHouseHttp];
}
