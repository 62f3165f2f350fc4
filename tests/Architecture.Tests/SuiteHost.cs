using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Gdpr.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Architecture.Tests;

/// <summary>Modules in one process, built as Standalone builds them and not started.</summary>
internal sealed class SuiteHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private SuiteHost(IReadOnlyList<IModule> modules)
    {
        Modules = modules;
        _app = ServiceHost.Build([], modules, b => b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gdpr:DataFolder"] = _folder.Path,
            ["Gdpr:Bus"] = "memory",
            ["Gdpr:Database"] = "sqlite",
            ["Gdpr:AllowLonelyRoom"] = "true",
            ["Gdpr:Keys:Identifiers"] = IdentifierKeyRing.Generate().ToJson(),
        }));
    }

    public IReadOnlyList<IModule> Modules { get; }

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];

    public IServiceProvider Services => _app.Services;

    public static SuiteHost OfEveryRoom() => new([.. Room.All.SelectMany(r => r.Modules)]);

    public static SuiteHost Of(params IModule[] modules) => new(modules);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
