using System.Reflection;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore.Design;

namespace Gdpr.Architecture.Tests;

/// <summary>A room as it lies on disk: a folder with a Program.cs and a module. Nobody keeps a list of them.</summary>
internal sealed record Room(string Folder, string Path)
{
    private static readonly Lazy<IReadOnlyList<Room>> OnDisk = new(() =>
        [.. Directory.EnumerateDirectories(Repository.Source)
            .Where(f => File.Exists(System.IO.Path.Combine(f, "Program.cs")) && Directory.EnumerateFiles(f, "*Module.cs").Any())
            .Select(f => new Room(System.IO.Path.GetFileName(f), f))
            .OrderBy(r => r.Folder, StringComparer.Ordinal)]);

    public static IReadOnlyList<Room> All => OnDisk.Value;

    public static TheoryData<string> Folders => [.. All.Select(r => r.Folder)];

    public string Namespace => $"Gdpr.{Folder}";

    public Assembly Assembly => Assembly.Load(Namespace);

    public IReadOnlyList<IModule> Modules =>
        [.. Assembly.GetTypes()
            .Where(t => t.IsAssignableTo(typeof(IModule)) && !t.IsAbstract)
            .Select(t => (IModule)Activator.CreateInstance(t)!)
            .OrderBy(m => m.PartOf is not null)];

    public static Room Of(string folder) => All.Single(r => r.Folder == folder);

    /// <summary>Every context of the room, one per module and provider, made as <c>dotnet ef</c> makes it.</summary>
    public IEnumerable<RoomDbContext> Contexts() => ContextsOf(Assembly);

    internal static IEnumerable<RoomDbContext> ContextsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.IsAbstract
        let made = type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>))
        where made is not null
        select (RoomDbContext)made.GetMethod("CreateDbContext")!.Invoke(Activator.CreateInstance(type), [Array.Empty<string>()])!;
}

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = RepositoryRoot.Find();

    public static string Source => Path.Combine(Root, "src");

    /// <summary>Hand-written C# of <c>src</c> and <c>ServiceDefaults</c>: no output, no migrations.</summary>
    public static IReadOnlyList<string> HandWritten { get; } =
        [.. new[] { Source, Path.Combine(Root, "ServiceDefaults") }
            .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Split('/', '\\').Any(p => p is "obj" or "bin" || (p.EndsWith("Migrations", StringComparison.Ordinal))))];

    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories), Path.Combine(Root, "ServiceDefaults", "ServiceDefaults.csproj")];

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
