using Microsoft.Extensions.Configuration;

namespace Gdpr.Web;

internal sealed class ConfiguredApiAddress(IConfiguration configuration) : IApiAddress
{
    public string? Secret => configuration["Gdpr:Identity:RoomSecrets:gateway"];

    public Uri Of(string room) => new(configuration["Gdpr:Web:ApiBase"] ?? throw new HttpRequestException("Gdpr:Web:ApiBase is not set."));
}
