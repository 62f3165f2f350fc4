using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Gdpr.Testing;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>What a test may choose about its <see cref="PlayHost"/>.</summary>
internal sealed class PlayOptions
{
    public List<IModule> Modules { get; set; } = [new PlayModule<AlphaDbContext>("alpha")];

    public Script Script { get; set; } = new();

    public string? DataFolder { get; set; }

    public TimeProvider? Clock { get; set; }

    public Dictionary<string, string?> Settings { get; } = [];

    public Action<WebApplicationBuilder>? Adjust { get; set; }

    /// <summary>Told once the host is built.</summary>
    public Action<IServiceProvider>? Built { get; set; }

    /// <summary>Builds and prepares the host but leaves bus and dispatchers asleep.</summary>
    public bool Asleep { get; set; }
}

/// <summary>One or two play rooms on a real host: SQLite and the in-memory bus unless the settings say otherwise.</summary>
internal sealed class PlayHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;
    private readonly TempFolder? _folder;
    private bool _stopped;

    private PlayHost(WebApplication app, PlayOptions options, TempFolder? folder, string data)
    {
        _app = app;
        _folder = folder;
        Script = options.Script;
        DataFolder = data;
    }

    public Script Script { get; }

    public string DataFolder { get; }

    public IServiceProvider Services => _app.Services;

    public IBus Bus => Services.GetRequiredService<IBus>();

    public static IModule Alpha => new PlayModule<AlphaDbContext>("alpha");

    public static IModule Beta => new PlayModule<BetaDbContext>("beta");

    public static async Task<PlayHost> StartAsync(Action<PlayOptions>? configure = null)
    {
        var options = new PlayOptions();
        configure?.Invoke(options);
        var folder = options.DataFolder is null ? new TempFolder() : null;
        var data = options.DataFolder ?? folder!.Path;
        var app = ServiceHost.Build(["--urls", "http://127.0.0.1:0"], options.Modules, b => Setup(b, options, data));
        options.Built?.Invoke(app.Services);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            foreach (var db in new PlayDbContext?[] { scope.ServiceProvider.GetService<AlphaDbContext>(), scope.ServiceProvider.GetService<BetaDbContext>() }.OfType<PlayDbContext>())
            {
                await db.Database.EnsureCreatedAsync();
            }
        }

        if (!options.Asleep)
        {
            await app.StartAsync();
        }

        return new PlayHost(app, options, folder, data);
    }

    public async Task<T> ReadAsync<TDb, T>(Func<TDb, Task<T>> read)
        where TDb : PlayDbContext
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    public Task<T> AlphaAsync<T>(Func<AlphaDbContext, Task<T>> read) => ReadAsync(read);

    public Task<T> BetaAsync<T>(Func<BetaDbContext, Task<T>> read) => ReadAsync(read);

    /// <summary>Does something in a scope of its own, as a slice does.</summary>
    public Task DoAsync(Func<AlphaDbContext, Task> work) => AlphaAsync(async db =>
    {
        await work(db);
        return 0;
    });

    public Task PublishAsync<T>(T message)
        where T : class => DoAsync(async db =>
        {
            db.Publish(message);
            await db.SaveChangesAsync();
        });

    public Task<int> AlphaEffectsAsync(string tag) => AlphaAsync(db => db.Effects.CountAsync(e => e.Tag == tag));

    public Task<int> BetaEffectsAsync(string tag) => BetaAsync(db => db.Effects.CountAsync(e => e.Tag == tag));

    /// <summary>Queues and bindings are there.</summary>
    public Task BusReadyAsync() => UntilAsync(
        () => Services.GetRequiredService<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy, "the bus is healthy");

    public Task OutboxEmptyAsync() => UntilAsync(async () => await AlphaAsync(db => db.Outbox.CountAsync()) == 0, "alpha's outbox is empty");

    public static Task UntilAsync(Func<Task<bool>> observe, string what) => Eventually.Async(observe, Patience, what);

    public static Task UntilAsync(Func<bool> observe, string what) => UntilAsync(() => Task.FromResult(observe()), what);

    public HttpClient Client(string? scopes = "alpha.read alpha.write", string sub = "test-client")
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        if (scopes is not null)
        {
            client.DefaultRequestHeaders.Add("X-Test-Scopes", scopes);
            client.DefaultRequestHeaders.Add("X-Test-Sub", sub);
        }

        return client;
    }

    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_folder is not null)
        {
            SqliteConnection.ClearAllPools();
            _folder.Dispose();
        }
    }

    private static void Setup(WebApplicationBuilder builder, PlayOptions options, string folder)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gdpr:DataFolder"] = folder,
            ["Gdpr:Bus"] = "memory",
            ["Gdpr:Database"] = "sqlite",
            ["Gdpr:AllowLonelyRoom"] = "true",
            ["Gdpr:Keys:Identifiers"] = IdentifierKeyRing.Generate().ToJson(),
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Services.AddSingleton(options.Script);
        if (options.Clock is not null)
        {
            builder.Services.AddSingleton(options.Clock);
        }

        HeaderAuthentication.Use(builder.Services);
        options.Adjust?.Invoke(builder);
    }
}
