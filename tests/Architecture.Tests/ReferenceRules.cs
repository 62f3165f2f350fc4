using System.Xml.Linq;

namespace Gdpr.Architecture.Tests;

/// <summary>Measures a project file against <see cref="RoomMap"/>.</summary>
internal static class ReferenceRules
{
    public static IReadOnlyList<string> References(XDocument project) =>
        [.. project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    public static IReadOnlyList<string> Packages(XDocument project) =>
        [.. project.Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value)];

    public static IEnumerable<string> Violations(string name, XDocument project, IReadOnlyCollection<string> rooms)
    {
        if (!RoomMap.IsKnown(name, rooms))
        {
            yield return $"{name} is on no line of RoomMap";
        }

        foreach (var reference in References(project).Except(RoomMap.AllowedReferences(name, rooms)))
        {
            yield return $"{name} references {reference}";
        }

        foreach (var package in Packages(project))
        {
            if (RoomMap.BannedPackages.Contains(package))
            {
                yield return $"{name} uses the banned {package}";
            }
            else if (RoomMap.OnlyIn.TryGetValue(package, out var homes) && !homes.Contains(name))
            {
                yield return $"{name} uses {package}, which belongs to {string.Join(", ", homes)}";
            }
        }

        foreach (var file in project.Descendants("Reference").Select(r => r.Attribute("Include")?.Value))
        {
            yield return $"{name} references the file {file}";
        }
    }

    /// <summary>MassTransit is pinned exactly below 9, which is paid; nothing banned has a version waiting for it.</summary>
    public static IEnumerable<string> VersionViolations(XDocument versions)
    {
        foreach (var package in versions.Descendants("PackageVersion"))
        {
            var (name, version) = (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value);
            if (name.StartsWith("MassTransit", StringComparison.Ordinal) && version != "[8.5.12]")
            {
                yield return $"{name} {version} is not [8.5.12]";
            }

            if (RoomMap.BannedPackages.Contains(name))
            {
                yield return $"{name} is banned";
            }
        }
    }
}
