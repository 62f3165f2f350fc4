using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Operating;
using Gdpr.Platform.Privacy;
using Gdpr.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Modules;

/// <summary>Runs one room in its own process, or every room in one: the same code, other hosting.</summary>
public static class ServiceHost
{
    /// <summary>Runs the verb in <paramref name="args"/> (migrate, doctor, keys, verify-audit, or a room's own), or serves until told to stop.</summary>
    public static Task<int> RunAsync(string[] args, params IReadOnlyList<IModule> modules) => RunAsync(args, modules, adjust: null, map: null);

    /// <summary>The same for a host that brings more than rooms: services by <paramref name="adjust"/>, endpoints by <paramref name="map"/>.</summary>
    public static async Task<int> RunAsync(
        string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? adjust, Action<WebApplication>? map)
    {
        try
        {
            if (Verbs.Find(args) is { } verb)
            {
                return await verb(args, modules);
            }

            await using var app = Build(args, modules, adjust, map);
            using var mine = DataFolderLock.Take(app.Services.GetRequiredService<GdprSettings>(), modules[0].Name);
            mine.DemandWhole();
            EndpointsOnce.Begin(app);
            await PrepareAsync(app);
            var refusal = app.Services.GetRequiredService<StartRefusal>();
            await app.RunAsync();
            return refusal.Error is { } error ? throw new RuleViolation(error) : 0;
        }
        catch (RuleViolation broken)
        {
            await Console.Error.WriteLineAsync($"{broken.Error.Code}: {broken.Error.Message}");
            return 1;
        }
    }

    /// <summary>Builds the host; <paramref name="adjust"/> lets a test replace the clock or another edge, <paramref name="map"/> adds endpoints of the host's own.</summary>
    public static WebApplication Build(
        string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? adjust = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        adjust?.Invoke(builder);
        var settings = GdprSettings.Read(builder.Configuration, standalone: modules.Count(m => m.PartOf is null) > 1);
        builder.AddFoundations(settings, modules);
        foreach (var module in modules)
        {
            module.AddServices(builder);
        }

        builder.AddBus(settings, modules, builder.Rooms(), builder.Topology());
        var app = builder.Build();
        MapAll(app, modules);
        map?.Invoke(app);
        EndpointsOnce.Put(app);
        return app;
    }

    /// <summary>Standalone migrates at start; elsewhere migrating is a step of its own.</summary>
    public static async Task PrepareAsync(WebApplication app)
    {
        if (app.Services.GetRequiredService<GdprSettings>().Standalone)
        {
            await Migrations.ApplyAsync(app.Services, CancellationToken.None);
            await IdentifierKeys.KeepAsync(app.Services, CancellationToken.None);
        }
    }

    private static void AddFoundations(this WebApplicationBuilder builder, GdprSettings settings, IReadOnlyList<IModule> modules)
    {
        var properties = ((IHostApplicationBuilder)builder).Properties;
        properties[typeof(GdprSettings)] = settings;
        properties[typeof(RoomRegistration)] = new List<RoomRegistration>();
        properties[typeof(BusTopology)] = new BusTopology();
        builder.AddHostFoundation(settings.Standalone ? "standalone" : modules[0].Name);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(modules);
        services.AddSingleton<IEnumerable<IModule>>(modules);
        services.AddSingleton(IdentifierKeys.Load(builder.Configuration, settings));
        services.AddSingleton<IdentifierHasher>();
        services.AddSingleton<TextSeal>();
        services.AddRoomSecurity();
        services.AddSingleton(LedgerSettings.Read(builder.Configuration));
        services.AddSingleton(s => new LedgerGate(s.GetServices<ReplayingRoom>(), s.GetRequiredService<LedgerSettings>()));
        services.AddSingleton<StartRefusal>();

        // Otherwise a malformed body has one code in Development and another in Production.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o => RoomJson.Demanding(o.SerializerOptions));
        services.AddSingleton<ClockJump>();
        services.AddHealthChecks().AddCheck<RoomsReady>("rooms", tags: ["ready"]).AddCheck<DeadLetters>("dead-letters", tags: ["ready"])
            .AddCheck<ClockJump>("clock", tags: ["ready"]).AddCheck<DiskSpace>("disk", tags: ["ready"]).AddCheck<BrokerReady>("broker", tags: ["ready"]);
        foreach (var module in modules)
        {
            services.AddRoomDocument(module.Name);
        }
    }

    private static void MapAll(WebApplication app, IReadOnlyList<IModule> modules)
    {
        app.UseProblems();
        if (app.Services.GetRequiredService<GdprSettings>().Standalone)
        {
            // Standalone meets strangers itself; elsewhere only the gateway does.
            app.UseEdge();
        }

        app.UseAuthentication();
        app.UseUnknownPaths();
        app.UseAuthorization();
        app.UseLedgerGate();
        app.MapHealth();
        foreach (var module in modules)
        {
            RoomRoutes.Map(app, module);
        }
    }
}
