using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Testing.Rooms;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Testing;

/// <summary>
/// One room on a real host: Kestrel on a free port, SQLite files in a folder of its own, the in-memory bus. Only the
/// other rooms, Identity's tokens and (if asked) the clock are doubles.
/// </summary>
public sealed class RoomHost : IAsyncDisposable
{
    private readonly IModule _module;
    private readonly RoomHostOptions _options;
    private readonly bool _ownsFolder;
    private WebApplication? _app;

    private RoomHost(IModule module, RoomHostOptions options)
    {
        _module = module;
        _options = options;
        _ownsFolder = options.DataFolder is null;
        DataFolder = options.DataFolder ?? Directory.CreateTempSubdirectory("gdpr-room-").FullName;
    }

    public string DataFolder { get; }

    /// <summary>The stubs of the other rooms; a call that no stub answers fails as an unreachable room does.</summary>
    public OtherRooms Others { get; } = new();

    /// <summary>What the room sent and published.</summary>
    public BusProbe Bus { get; } = new();

    public IServiceProvider Services => App.Services;

    /// <summary>The ring of this host, to compute in a test the hashes that the room computes.</summary>
    public IdentifierHasher Hasher => Services.GetRequiredService<IdentifierHasher>();

    private WebApplication App => _app ?? throw new InvalidOperationException("The host is stopped.");

    public static async Task<RoomHost> StartAsync(IModule module, Action<RoomHostOptions>? configure = null)
    {
        var options = new RoomHostOptions();
        configure?.Invoke(options);
        var host = new RoomHost(module, options);
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts the host, after <see cref="StopAsync"/> on the same data; settings may differ from the first start.</summary>
    public async Task StartAgainAsync(Action<Dictionary<string, string?>>? change = null)
    {
        change?.Invoke(_options.Settings);
        var app = ServiceHost.Build(["--urls", "http://127.0.0.1:0"], [_module, .. _options.Parts], b => RoomHostSetup.Apply(b, _module.Name, DataFolder, _options, Others));
        await Migrations.ApplyAsync(app.Services, CancellationToken.None);
        var bus = app.Services.GetRequiredService<IBus>();
        bus.ConnectSendObserver(Bus);
        bus.ConnectPublishObserver(Bus);
        await app.StartAsync();
        _app = app;
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>A client with the room's two scopes, or with the scopes given.</summary>
    public HttpClient Client(string? scopes = null, string sub = "test-client") =>
        Caller(scopes ?? $"{_module.Name}.read {_module.Name}.write", sub);

    /// <summary>A client that calls <c>/internal</c> as another room does.</summary>
    public HttpClient AsRoom(string room) => Caller("internal", $"room-{room}");

    /// <summary>A client without any token.</summary>
    public HttpClient Stranger() => new() { BaseAddress = new Uri(App.Urls.First()) };

    /// <summary>Puts a message on the bus under an id of its own (say <paramref name="messageId"/> to deliver it twice).</summary>
    public async Task SendAsync<T>(string endpoint, T message, Guid? messageId = null)
        where T : class
    {
        var target = await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{endpoint}"));
        await target.Send(message, c => c.MessageId = messageId ?? c.MessageId);
    }

    public async Task PublishAsync<T>(T message, Guid? messageId = null)
        where T : class =>
        await Services.GetRequiredService<IBus>().Publish(message, c => c.MessageId = messageId ?? c.MessageId);

    /// <summary>Looks into the room's database, as an auditor with a SQL client would.</summary>
    public async Task<T> ReadAsync<TDb, T>(Func<TDb, Task<T>> read)
        where TDb : RoomDbContext
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    private HttpClient Caller(string scopes, string sub)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Add(TestAuthentication.Scopes, scopes);
        client.DefaultRequestHeaders.Add(TestAuthentication.Sub, sub);
        return client;
    }
}
