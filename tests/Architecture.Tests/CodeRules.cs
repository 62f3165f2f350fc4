using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Conditions;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Gdpr.Architecture.Tests;

/// <summary>The rules inside a room, for any root namespace: a real room's, or that of the planted one.</summary>
internal static class CodeRules
{
    public static ArchUnitNET.Domain.Architecture Load(System.Reflection.Assembly assembly) => new ArchLoader().LoadAssemblies(assembly).Build();

    /// <summary><c>Domain</c> touches Kernel, the coded facts of Participation, names for its properties, and no more.</summary>
    public static IArchRule DomainTouchesKernelOnly(string root, string room)
    {
        var own = new Regex($@"^({Regex.Escape(root)}\.Domain\.|Gdpr\.Kernel\.|Gdpr\.Messages\.Participation\.|System\.|Microsoft\.CodeAnalysis\.EmbeddedAttribute$)");
        var named = RoomMap.DomainMayName.Concat(RoomMap.DomainExceptions.Where(e => e.Room == room).Select(e => e.Type)).ToHashSet(StringComparer.Ordinal);
        return Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}\.Domain(\..*)?$")
            .Should().FollowCustomCondition(t => Only(t, d => own.IsMatch(d) || named.Contains(d) || IsEmbedded(d)), "touch nothing but Kernel");
    }

    /// <summary><c>Data</c> knows <c>Domain</c>, never a slice.</summary>
    public static IArchRule DataKnowsNoSlice(string root) =>
        Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}\.Data(\..*)?$")
            .Should().FollowCustomCondition(
                t => Only(t, d => !d.StartsWith($"{root}.Features.", StringComparison.Ordinal)), "know no slice");

    /// <summary>A slice knows its own feature folder, and of the others only the shared steps that <see cref="RoomMap"/> names.</summary>
    public static IArchRule SlicesKeepApart(string root, string room)
    {
        var shared = RoomMap.SharedSteps.Where(s => s.Room == room).Select(s => s.Folder).ToHashSet(StringComparer.Ordinal);
        var feature = new Regex($@"^{Regex.Escape(root)}\.Features\.([A-Za-z0-9_]+)\.");
        return Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}\.Features\..+$")
            .Should().FollowCustomCondition(
                t =>
                {
                    var mine = feature.Match(t.FullName).Groups[1].Value;
                    return Only(t, d => feature.Match(d) is not { Success: true } m || m.Groups[1].Value == mine || shared.Contains(m.Groups[1].Value));
                },
                "not know another feature folder");
    }

    /// <summary>Only the module is public; migrations are public because EF writes them so, pages because Razor does.</summary>
    public static IArchRule OnlyModulesArePublic(string root) =>
        Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}(\..*)?$").And().DoNotResideInNamespaceMatching(@"Migrations$")
            .Should().FollowCustomCondition(
                t => new ConditionResult(
                    t, t.Visibility != Visibility.Public || t.FullName.EndsWith("Module", StringComparison.Ordinal) || t.FullName.Contains('<', StringComparison.Ordinal)
                        || t is ArchUnitNET.Domain.Class { BaseClass.FullName: "Microsoft.AspNetCore.Components.ComponentBase" }, "is public"),
                "be internal");

    public static IReadOnlyList<string> Violations(this IArchRule rule, ArchUnitNET.Domain.Architecture architecture) =>
        [.. rule.Evaluate(architecture).Where(r => !r.Passed).Select(r => r.Description)];

    private static ConditionResult Only(IType type, Func<string, bool> allowed)
    {
        var strangers = type.Dependencies.Select(d => d.Target.FullName).Distinct().Where(d => !allowed(d)).Order(StringComparer.Ordinal).ToList();
        return new ConditionResult(type, strangers.Count == 0, $"touches {string.Join(", ", strangers)}");
    }

    // The compiler writes these into each assembly.
    private static bool IsEmbedded(string type) => type.Contains("<PrivateImplementationDetails>", StringComparison.Ordinal);
}
