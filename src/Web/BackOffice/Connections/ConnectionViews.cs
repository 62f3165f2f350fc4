namespace Gdpr.Web.BackOffice.Connections;

public sealed record ConnectionItem(
    Guid Id, string Key, string Target, string Definition, string Name, string BaseUrl, string Role, IReadOnlyList<string> IdentifierKinds, bool MayHoldUnknown, bool MarketsForUs,
    IReadOnlyList<string> AllowHosts, bool Enabled, DateTimeOffset CreatedAt);

public sealed record DefinitionView(string Key, string Name, IReadOnlyList<string> IdentifierKinds);

public sealed record HealthView(bool Reachable, bool Authenticated, string? Code, IReadOnlyList<string> Rights, IReadOnlyList<string> Identifiers);

public sealed record ConnectionMade(Guid Id);
