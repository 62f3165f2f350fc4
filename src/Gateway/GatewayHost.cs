using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.ServiceDefaults;
using Gdpr.Web;
using Microsoft.AspNetCore.DataProtection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Gdpr.Gateway;

/// <summary>The one door for strangers: forwards to the rooms what is theirs, and knows nothing of what they do.</summary>
public static class GatewayHost
{
    // A room may take a while over an import; a room that is away is noticed at once.
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["doctor", ..]:
                return await GatewayDoctor.RunAsync(args[1..]);
            case [var verb, ..] when !verb.StartsWith('-'):
                await Console.Error.WriteLineAsync($"VERB_UNKNOWN: the gateway does not know {verb}; rooms and Standalone know more.");
                return 2;
        }

        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        adjust?.Invoke(builder);
        builder.AddHostFoundation("gateway");
        builder.Services.AddReverseProxy().AddTransforms<SafeHeaders>();
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(o => o.MinimalTotalCountThreshold = 1);
        builder.Services.AddSingleton<IProxyConfigProvider>(services => RoutingTable.Read(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton<IDestinationResolver, RoomDestinations>();
        builder.Services.AddSingleton<IForwarderHttpClientFactory, RoomConnections>();
        builder.Services.AddSingleton<IApiAddress, RoomAddress>();
        builder.Services.AddDataProtection().SetApplicationName("gdpr-gateway").PersistKeysToFileSystem(new DirectoryInfo(KeysFolder(builder.Configuration)));
        builder.AddWeb();
        return Map(builder.Build());
    }

    /// <summary>The keys of sessions and forms, which gateways share to know each other's visitors.</summary>
    internal static string KeysFolder(IConfiguration configuration) => Path.Combine(
        configuration["Gdpr:Keys:Folder"] is { Length: > 0 } keys ? keys : Path.Combine(configuration["Gdpr:DataFolder"] ?? "data", "keys"), "gateway");

    private static WebApplication Map(WebApplication app)
    {
        app.UseProblems();
        app.UseEdge();
        app.UseAuthentication();
        app.MapHealth();
        app.Map("/internal/{**rest}", () => Problems.Create(404, "NOT_FOUND", "Nothing is here."))
            .AllowAnonymousBecause("What rooms say to each other is not to be found from outside.");
        app.MapGroup(string.Empty)
            .AllowAnonymousBecause("The pages show a person only what the session or the secret link opens; style sheet and API reference say nothing about people.")
            .MapWeb(RoutingTable.RoomsOf(app.Configuration));
        app.MapReverseProxy(Forward).AllowAnonymousBecause("The room behind decides who may call; it checks the token itself.");
        return app;
    }

    private static void Forward(IReverseProxyApplicationBuilder proxy)
    {
        proxy.Use(RefuseLargeBody);
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    }

    // Before a byte of it is read; a body that does not say its size is measured by the proxy on its way.
    private static Task RefuseLargeBody(HttpContext http, Func<Task> next) =>
        http.Request.ContentLength > http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize
            ? Problems.Create(413, Problems.CodeOf(413), "The body is larger than this path takes.").ExecuteAsync(http)
            : next();

    /// <summary>The pages speak to the rooms behind them, found as the proxy finds it.</summary>
    private sealed class RoomAddress(IConfiguration configuration) : IApiAddress
    {
        public string? Secret => configuration["Gdpr:Identity:RoomSecrets:gateway"];

        public Uri Of(string room) => new($"http://{room}/");
    }

    private sealed class RoomConnections : ForwarderHttpClientFactory
    {
        protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
        {
            base.ConfigureHandler(context, handler);
            handler.ConnectTimeout = Connect;
        }
    }
}
