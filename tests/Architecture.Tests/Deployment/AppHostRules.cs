using System.Text.RegularExpressions;

namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>Reads <c>AppHost/apphost.cs</c> as text: it cannot be compiled where Aspire's packages are missing.</summary>
internal static partial class AppHostRules
{
    private static readonly string[] Heeded =
    [
        "#:property ManagePackageVersionsCentrally=false",
        "#:property NoWarn=$(NoWarn);ASPIRE010",
        "service.Hostname = ",
        "service.Healthcheck = ",
        "Condition = \"service_healthy\"",
        "new Deploy { Replicas = ",
        "service.Restart = ",
        "service.AddVolume(FolderVolumeOf(name))",
        "service.AddVolume(FolderVolumeOf(\"gateway\"))",
        "Kept(service, [\"CMD\", \"pg_isready\"",
        "sqlcmd -C",
        "Gdpr__PublicUrl",
        "Gdpr__Backups__RetentionDays",
        "service.Ports = [",
        "WithReferenceEnvironment(",
        "WithManagementPlugin(",
        "WithDataVolume(",
        ".WithArgs(\"migrate\")",
        "WaitForCompletion(migrate)",
        "AddDockerComposeEnvironment(\"compose\").WithDashboard(",
        "builder.Configuration[\"Gdpr:Database\"] ?? \"sqlserver\"",
        "builder.Build().Run();",
    ];

    // Experimental, obsolete, or in need of a tool that a machine with only the SDK lacks.
    private static readonly string[] Refused = ["AspireUseCliBundle", "AddCSharpApp", "WithHttpProbe", "PublishAsConnectionString", "TODO"];

    public static IEnumerable<string> Violations(string text, IReadOnlyList<Room> rooms) =>
        [.. rooms.SelectMany(r => Missing(text, r)), .. Projects(text, rooms), .. Versions(text), .. Traps(text), .. Doors(text)];

    private static IEnumerable<string> Missing(string text, Room room)
    {
        var own = room.Modules.Single(m => m.PartOf is null).Name;
        string[] wanted =
        [
            $"#:project ../src/{room.Folder}/{room.Folder}.csproj\n",
            $"[\"{own}\"] = AddRoom<Projects.{room.Folder}>(\"{own}\"",
            .. room.Modules.Where(m => m.PartOf is not null).Select(m => $".WithReference(databases[\"{m.Name}\"], connectionName: \"{m.Name}\")"),
        ];
        return wanted.Where(w => !text.Contains(w, StringComparison.Ordinal)).Select(w => $"{room.Folder}: no {w.Trim()}")
            .Concat(room.Modules.Where(m => !Owners(text).Contains(m.Name)).Select(m => $"{room.Folder}: {m.Name} has no database"));
    }

    private static IEnumerable<string> Projects(string text, IReadOnlyList<Room> rooms) =>
        Project().Matches(text).Select(m => m.Groups[1].Value)
            .Except([.. rooms.Select(r => $"../src/{r.Folder}/{r.Folder}.csproj"), "../src/Standalone/Standalone.csproj", "../src/Gateway/Gateway.csproj"])
            .Select(p => $"{p} is no room");

    private static IEnumerable<string> Versions(string text)
    {
        var versions = Version().Matches(text).Select(m => m.Groups[1].Value).ToList();
        return versions is ["13.5.2", ..] && versions.Count == 5 && versions.Distinct().Count() == 1 ? [] : [$"versions {string.Join(' ', versions)}"];
    }

    private static IEnumerable<string> Traps(string text) =>
    [
        .. Heeded.Where(h => !text.Contains(h, StringComparison.Ordinal)).Select(h => $"no {h}"),
        .. Refused.Where(r => text.Contains(r, StringComparison.Ordinal)).Select(r => $"names {r}"),
        .. Resource().Matches(text).Select(m => m.Groups[2].Value).Where(n => !Name().IsMatch(n)).Select(n => $"{n} is no name of a resource"),
        .. Parameter().Matches(text).Where(m => !m.Value.Contains("publishValueAsDefault: true", StringComparison.Ordinal) && !m.Value.Contains("-days", StringComparison.Ordinal) && !m.Value.Contains("secret: true", StringComparison.Ordinal)).Select(m => $"{m.Value} is not secret"),
    ];

    private static IEnumerable<string> Doors(string text)
    {
        var gateway = text.IndexOf("AddProject<Projects.Gateway>", StringComparison.Ordinal);
        var open = text.Split("WithExternalHttpEndpoints()").Length - 1;
        var after = gateway < 0 ? string.Empty : text[gateway..text.IndexOf(';', gateway)];
        return open == 1 && after.Contains("WithExternalHttpEndpoints()", StringComparison.Ordinal) ? [] : [$"{open} doors to the outside"];
    }

    private static HashSet<string> Owners(string text) =>
        [.. Lists().Matches(text).SelectMany(m => Quoted().Matches(m.Value).Select(q => q.Groups[1].Value))];

    [GeneratedRegex(@"^#:project (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Project();

    [GeneratedRegex(@"^#:(?:sdk|package) Aspire\.\S+@(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Version();

    [GeneratedRegex("(AddRoom<[^>]+>|AddProject<[^>]+>|AddRabbitMQ|AddPostgres|AddSqlServer|AddDatabase)\\(\\$?\"([^\"]+)\"")]
    private static partial Regex Resource();

    [GeneratedRegex(@"^(?:[A-Za-z0-9-]|\{owner\})+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"AddParameter\([^)]*\)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"string\[\] (rooms|owners) = \[[^\]]*\]")]
    private static partial Regex Lists();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
