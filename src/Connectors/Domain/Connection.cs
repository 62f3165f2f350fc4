using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>One third party as this company uses it: where it is, by what it recognises people, what it may be told.</summary>
[NotPersonal]
internal sealed class Connection : IVersioned
{
    public const string TargetPrefix = "connection:";

    public required Guid Id { get; init; }

    /// <summary>Kebab-case name, for good: it is part of the target's name in every request.</summary>
    public required string Key { get; init; }

    public required string Definition { get; init; }

    public required string Name { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Encrypted by a key ring that lies outside the database.</summary>
    [PersonalData(DataCategory.Credential)]
    public required string ProtectedToken { get; set; }

    public required ConnectionRole Role { get; init; }

    public required IReadOnlyList<IdentifierKind> IdentifierKinds { get; init; }

    /// <summary>True when it may know people whom no recorded disclosure of ours explains: it is then asked about everybody.</summary>
    public required bool MayHoldUnknown { get; init; }

    /// <summary>A recipient that markets for us: an objection to marketing is passed on to it too (Art. 21(2)).</summary>
    public bool MarketsForUs { get; init; }

    public required IReadOnlyList<string> AllowHosts { get; init; }

    public bool Enabled { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public string Target => TargetPrefix + Key;

    /// <summary>False when it was enabled already.</summary>
    public bool Enable() => !Enabled && (Enabled = true);

    /// <summary>False when it was disabled already.</summary>
    public bool Disable()
    {
        var was = Enabled;
        Enabled = false;
        return was;
    }

    public bool Allows(Uri address) => IsAllowed(address, AllowHosts);

    /// <summary>Refuses an address that the connection would not be allowed to call.</summary>
    public static void DemandAllowed(Uri baseUrl, IReadOnlyList<string> allowHosts, bool privateNetworks)
    {
        if (!IsAllowed(baseUrl, allowHosts) || (!privateNetworks && Networks.IsPrivateLiteral(baseUrl.IdnHost)))
        {
            throw new RuleViolation(ConnectorsErrors.HostNotAllowed);
        }

        if (baseUrl.Scheme != Uri.UriSchemeHttps && !privateNetworks)
        {
            throw new RuleViolation(ConnectorsErrors.HttpsDemanded);
        }
    }

    private static bool IsAllowed(Uri address, IReadOnlyList<string> allowHosts) =>
        allowHosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase);
}
