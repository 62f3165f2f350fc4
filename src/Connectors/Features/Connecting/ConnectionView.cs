using Gdpr.Connectors.Domain;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>A connection as it is shown: everything but its token.</summary>
internal sealed record ConnectionView(
    Guid Id,
    string Key,
    string Target,
    string Definition,
    string Name,
    string BaseUrl,
    ConnectionRole Role,
    IReadOnlyList<IdentifierKind> IdentifierKinds,
    bool MayHoldUnknown,
    bool MarketsForUs,
    IReadOnlyList<string> AllowHosts,
    bool Enabled,
    DateTimeOffset CreatedAt)
{
    public static ConnectionView Of(Connection c) => new(
        c.Id, c.Key, c.Target, c.Definition, c.Name, c.BaseUrl.OriginalString, c.Role, c.IdentifierKinds, c.MayHoldUnknown, c.MarketsForUs, c.AllowHosts, c.Enabled, c.CreatedAt);
}
