using Microsoft.Extensions.Configuration;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>What an operator may set under <c>Gdpr:Connectors</c>.</summary>
internal sealed record ConnectorsSettings(bool AllowPrivateNetworks, TimeSpan AttemptTimeout, TimeSpan TotalTimeout, TimeSpan Grace, TimeSpan Tick)
{
    public static ConnectorsSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Gdpr:Connectors");
        return new ConnectorsSettings(
            section.GetValue("AllowPrivateNetworks", false),
            section.GetValue("AttemptTimeout", TimeSpan.FromSeconds(8)),
            section.GetValue("TotalTimeout", TimeSpan.FromSeconds(30)),
            section.GetValue("Grace", TimeSpan.FromHours(1)),
            section.GetValue("Tick", TimeSpan.FromMilliseconds(500)));
    }
}
