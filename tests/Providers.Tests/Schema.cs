using System.Reflection;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gdpr.Providers.Tests;

/// <summary>The database of one module and its context for each provider, found by the factories that <c>dotnet ef</c> uses.</summary>
internal sealed record Schema(string Name, Assembly Assembly, IReadOnlyDictionary<DatabaseKind, Type> Contexts)
{
    private static readonly WriteGates Gates = new();

    public static IReadOnlyList<Schema> All { get; } = [.. Assemblies().SelectMany(Of).OrderBy(s => s.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<DatabaseKind> Kinds { get; } = Enum.GetValues<DatabaseKind>();

    /// <summary>Every module with every provider.</summary>
    public static TheoryData<string, DatabaseKind> Everywhere
    {
        get
        {
            var data = new TheoryData<string, DatabaseKind>();
            foreach (var (schema, kind) in All.SelectMany(s => Kinds.Select(k => (s, k))))
            {
                data.Add(schema.Name, kind);
            }

            return data;
        }
    }

    public static TheoryData<string> Names => [.. All.Select(s => s.Name)];

    public static Schema Named(string name) => All.Single(s => s.Name == name);

    /// <summary>The rooms' assemblies beside this one: those with a module.</summary>
    public static IReadOnlyList<Assembly> Assemblies() =>
        [.. Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Find(), "src"))
            .Where(f => File.Exists(Path.Combine(f, "Program.cs")) && Directory.EnumerateFiles(f, "*Module.cs").Any())
            .Select(f => Assembly.Load($"Gdpr.{Path.GetFileName(f)}"))];

    public static IReadOnlyList<IModule> ModulesOf(Assembly assembly) =>
        [.. assembly.GetTypes()
            .Where(t => t.IsAssignableTo(typeof(IModule)) && !t.IsAbstract)
            .Select(t => (IModule)Activator.CreateInstance(t)!)
            .OrderBy(m => m.PartOf is not null)];

    public RoomDbContext Open(DatabaseKind kind, string connection, Action<DbContextOptionsBuilder>? more = null) =>
        Open(Contexts[kind], Name, kind, connection, more);

    public static RoomDbContext Open(Type context, string room, DatabaseKind kind, string connection, Action<DbContextOptionsBuilder>? more = null)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        switch (kind)
        {
            case DatabaseKind.Sqlite:
                RoomServices.Sqlite(options, connection);
                break;
            case DatabaseKind.SqlServer:
                RoomServices.SqlServer(options, connection, room);
                break;
            default:
                RoomServices.PostgreSql(options, connection, room);
                break;
        }

        more?.Invoke(options);
        var services = new RoomContextServices(TimeProvider.System, Gates, new NoOutboxSignal());
        return (RoomDbContext)Activator.CreateInstance(context, options.Options, services)!;
    }

    /// <summary>As <c>dotnet ef</c> makes it; it knows no server.</summary>
    public RoomDbContext Design(DatabaseKind kind) => Open(kind, kind switch
    {
        DatabaseKind.Sqlite => "Data Source=:memory:",
        DatabaseKind.SqlServer => "Server=localhost;Database=design",
        _ => "Host=localhost;Database=design",
    });

    private static IEnumerable<Schema> Of(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.IsAbstract).SelectMany(Designs)
            .GroupBy(d => d.Room)
            .Select(g => new Schema(g.Key, assembly, g.ToDictionary(d => d.Kind, d => d.Context)));

    private static IEnumerable<(string Room, DatabaseKind Kind, Type Context)> Designs(Type type)
    {
        foreach (var factory in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>)))
        {
            using var db = (RoomDbContext)factory.GetMethod("CreateDbContext")!.Invoke(Activator.CreateInstance(type), [Array.Empty<string>()])!;
            var kind = db.Database.IsSqlite() ? DatabaseKind.Sqlite : db.Database.IsSqlServer() ? DatabaseKind.SqlServer : DatabaseKind.PostgreSql;
            yield return (db.Room, kind, db.GetType());
        }
    }
}
