using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Gdpr.Testing.Rooms;

/// <summary>Puts the doubles of a <see cref="RoomHost"/> in their places and nothing else.</summary>
internal static class RoomHostSetup
{
    public static void Apply(WebApplicationBuilder builder, string room, string folder, RoomHostOptions options, OtherRooms others)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gdpr:DataFolder"] = folder,
            ["Gdpr:Bus"] = "memory",
            ["Gdpr:Database"] = "sqlite",
            ["Gdpr:AllowLonelyRoom"] = "true",
            ["Gdpr:Keys:Identifiers"] = options.Keys.ToJson(),
            [$"Gdpr:Identity:RoomSecrets:{room}"] = "test",
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        var services = builder.Services;
        if (options.Clock is not null)
        {
            services.AddSingleton(options.Clock);
        }

        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TestAuthentication>(TestAuthentication.Scheme, null);
        services.PostConfigure<AuthenticationOptions>(o => o.DefaultScheme = TestAuthentication.Scheme);
        foreach (var client in (string[])[RoomHttp.ClientName, "identity-tokens"])
        {
            services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new OtherRoomsHandler(others));
        }

        // An unreachable room is retried as in production, without the waiting.
        services.ConfigureAll<HttpStandardResilienceOptions>(o =>
        {
            o.Retry.Delay = TimeSpan.FromMilliseconds(1);
            o.CircuitBreaker.MinimumThroughput = int.MaxValue;
        });
        options.Adjust?.Invoke(builder);
    }
}
