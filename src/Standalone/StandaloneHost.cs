using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Standalone.Demo;
using Gdpr.Standalone.Keeping;
using Gdpr.Web;
using Microsoft.Extensions.Configuration.Memory;

namespace Gdpr.Standalone;

/// <summary>The whole suite in one process: every room, the web app, and on request a demonstration with made-up people.</summary>
internal static class StandaloneHost
{
    private const string DefaultUrl = "http://localhost:8080";

    public static async Task<int> RunAsync(string[] args)
    {
        if (KeepingVerbs.Run(args) is { } kept)
        {
            return kept;
        }

        var (demo, rest) = DemoOptions.Read(args);
        var result = new DemoResult();
        var code = await ServiceHost.RunAsync(rest, Suite.Modules, builder => Adjust(builder, demo, result), Map);
        return code == 0 ? result.ExitCode : code;
    }

    private static void Adjust(WebApplicationBuilder builder, DemoOptions? demo, DemoResult result)
    {
        var url = Url(builder);
        Default(builder, "Gdpr:PublicUrl", url);
        builder.Services.AddSingleton<IApiAddress, OwnAddress>();
        builder.AddWeb();

        // Without a certificate the key files lie open in the data folder, as the identifier key beside them does: the
        // folder is what an operator protects, and README says so.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddHostedService<Signpost>();
        if (demo is not null)
        {
            builder.AddDemo(demo, result);
        }
    }

    private static void Map(WebApplication app) =>
        app.MapGroup(string.Empty)
            .AllowAnonymousBecause("The pages show a person only what the session or the secret link opens; style sheet and API reference say nothing about people.")
            .MapWeb([.. Suite.Modules.Where(m => m.PartOf is null).Select(m => m.Name)]);

    private static string Url(WebApplicationBuilder builder)
    {
        string[] ways = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];
        if (!Array.Exists(ways, way => builder.Configuration.GetSection(way) is var s && (s.Value is { Length: > 0 } || s.GetChildren().Any())))
        {
            builder.WebHost.UseUrls(DefaultUrl);
            return DefaultUrl;
        }

        var first = builder.Configuration["urls"]?.Split(';')[0].TrimEnd('/') ?? DefaultUrl;
        return first.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal);
    }

    /// <summary>A value that any other source of configuration overrides.</summary>
    internal static void Default(WebApplicationBuilder builder, string key, string value) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = [new KeyValuePair<string, string?>(key, value)] });
}

/// <summary>Here the web app finds the API in its own process.</summary>
internal sealed class OwnAddress(RoomAddresses addresses, RoomSecrets secrets, OwnCalls own) : IApiAddress
{
    public string? Secret => secrets.Of("gateway");

    public Uri Of(string room) => addresses.Of(room);

    public void Mark(HttpRequestMessage request) => own.Mark(request);
}
