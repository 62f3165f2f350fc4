using System.Reflection;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Telemetry;
using Gdpr.Providers.Tests.SqlServer;
using Gdpr.Testing;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Providers.Tests;

/// <summary>What an endpoint answered: its status, or the exception that left it.</summary>
internal sealed record Answer(string Door, int Status, string Body, Exception? Thrown);

/// <summary>A room built on a provider and not started: its endpoints are called directly, so that only slice and database speak.</summary>
internal sealed partial class Doors : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private Doors(Assembly room, DatabaseKind kind, string connection, params IReadOnlyList<IModule> more)
    {
        _app = ServiceHost.Build(["--urls", "http://127.0.0.1:0"], [.. Schema.ModulesOf(room), .. more], b =>
        {
            b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Gdpr:DataFolder"] = _folder.Path,
                ["Gdpr:Bus"] = "memory",
                ["Gdpr:Database"] = kind.ToString(),
                ["Gdpr:AllowLonelyRoom"] = "true",
                ["Gdpr:Keys:Identifiers"] = IdentifierKeyRing.Generate().ToJson(),
                ["ConnectionStrings:Default"] = connection,
            });
        });
    }

    // Asynchronous so that MassTransit's ambient log stays with its own host.
    public static async Task<Doors> RehearsedAsync(Assembly room, List<string> statements, bool answers)
    {
        await Task.Yield();
        return new Doors(room, DatabaseKind.SqlServer, "Server=rehearsal", new RehearsalModule(room, statements, answers));
    }

    public static async Task<Doors> MigratedAsync(Assembly room, DatabaseKind kind)
    {
        var connection = kind == DatabaseKind.Sqlite ? string.Empty : await Servers.EmptyDatabaseAsync(kind);
        var doors = new Doors(room, kind, connection);
        await Migrations.ApplyAsync(doors._app.Services, CancellationToken.None);
        return doors;
    }

    /// <summary>
    /// Paths that read from this room's database. The export for another room asks that room first and is tested through
    /// its participant; the notices of recipients are SubjectRights' own.
    /// </summary>
    public IReadOnlyList<RouteEndpoint> Reading =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } path && (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/internal/", StringComparison.Ordinal)))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Where(e => !e.RoutePattern.RawText!.Contains("/participation/", StringComparison.Ordinal) && e.RoutePattern.RawText != "/api/contacts/notices")];

    /// <summary>Paths that write, whatever they need beside this room's database.</summary>
    public IReadOnlyList<RouteEndpoint> Writing =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } path && (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/internal/", StringComparison.Ordinal)))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is false)];

    /// <summary>What the room answers for people, beside the protocol that asks it.</summary>
    public IReadOnlyList<Type> Participants(Assembly room) =>
        [.. room.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IParticipant)))];

    public async Task<T> WithAsync<T>(Type participant, Func<IParticipant, Task<T>> ask)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await ask((IParticipant)scope.ServiceProvider.GetRequiredService(participant));
    }

    /// <summary>Reads every figure that the room shows as a gauge.</summary>
    public async Task<IReadOnlyList<Figure>> FiguresAsync(Assembly room, DatabaseKind kind)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var read = new List<Figure>();
        foreach (var context in Schema.All.Where(s => s.Assembly == room).Select(s => s.Contexts[kind].BaseType!))
        {
            var contract = typeof(IFigures<>).MakeGenericType(context);
            foreach (var source in scope.ServiceProvider.GetServices(contract))
            {
                var asked = contract.GetMethod("ReadAsync")!.Invoke(source, [scope.ServiceProvider.GetRequiredService(context), CancellationToken.None])!;
                read.AddRange(await (Task<IReadOnlyList<Figure>>)asked);
            }
        }

        return read;
    }

    public Task StartAsync() => _app.StartAsync();

    public Task StopAsync() => _app.StopAsync();

    /// <summary>Calls an endpoint with a sample for each part of its route.</summary>
    public Task<Answer> AskAsync(RouteEndpoint endpoint) => CallAsync(endpoint, Query, null);

    /// <summary>The same, of a path that writes.</summary>
    public Task<Answer> SayAsync(RouteEndpoint endpoint) => CallAsync(endpoint, Query, SampleBodies.Of(Method(endpoint), endpoint.RoutePattern.RawText!, Id));

    public Task<Answer> PostAsync(string path, object body) => CallAsync(Find("POST", path), string.Empty, body);

    public Task<Answer> GetAsync(string path, string query) => CallAsync(Find("GET", path), query, null);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private const string Id = "0198f4b2-0000-7000-8000-000000000001";

    // Every word that a reading path of the suite may ask for; paths ignore the others.
    private const string Query =
        $"?subjectId={Id}&requestId={Id}&channel=email&purpose=newsletter&right=portability&q=martin&query=martin&search=martin&status=Open&state=Executing&limit=10&language=fr&kind=email&value=person%40example.test&date=2026-03-29&secret=x&code=x";

    private RouteEndpoint Find(string method, string path) =>
        ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Single(e => e.RoutePattern.RawText == path && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) is true);

    private async Task<Answer> CallAsync(RouteEndpoint endpoint, string query, object? body)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var http = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(SelfAccess.Claim, Id)])),
        };
        http.Request.Method = body is null ? "GET" : Method(endpoint);
        http.Request.Path = Sample().Replace(endpoint.RoutePattern.RawText!, m => Value(m.Value));
        http.Request.QueryString = new QueryString(query);
        foreach (var part in endpoint.RoutePattern.Parameters)
        {
            http.Request.RouteValues[part.Name] = Value($"{part.Name}:{string.Join(':', part.ParameterPolicies.Select(p => p.Content))}");
        }

        if (body is not null)
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body));
            http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        }

        using var written = new MemoryStream();
        http.Response.Body = written;
        var thrown = await Record.ExceptionAsync(() => endpoint.RequestDelegate!(http));
        return new Answer($"{http.Request.Method} {endpoint.RoutePattern.RawText}", http.Response.StatusCode, Encoding.UTF8.GetString(written.ToArray()), thrown);
    }

    private static string Method(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];

    private static string Value(string part) => part.Contains("guid", StringComparison.Ordinal) || part.Contains("Id", StringComparison.Ordinal) ? Id
        : part.Contains("int", StringComparison.Ordinal) || part.Contains("long", StringComparison.Ordinal) ? "1"
        : "x";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Sample();

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
