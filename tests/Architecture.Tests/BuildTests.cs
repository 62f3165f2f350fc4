using System.Xml.Linq;

namespace Gdpr.Architecture.Tests;

/// <summary>The rules that the compiler keeps are switched on.</summary>
public sealed class BuildTests
{
    private static readonly XDocument Props = XDocument.Parse(Repository.Read("Directory.Build.props"));

    [Theory]
    [InlineData("TreatWarningsAsErrors", "true")]
    [InlineData("EnforceCodeStyleInBuild", "true")]
    [InlineData("Nullable", "enable")]
    [InlineData("TargetFramework", "net10.0")]
    public void The_build_is_strict(string property, string value) => Assert.Equal(value, Assert.Single(Props.Descendants(property)).Value);

    [Fact]
    public void Namespace_equals_folder_is_a_warning_and_so_an_error()
    {
        var rules = Repository.Read(".editorconfig");

        Assert.Contains("dotnet_diagnostic.IDE0130.severity = warning", rules, StringComparison.Ordinal);
        Assert.Contains("csharp_style_namespace_declarations = file_scoped:warning", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Banned_symbols_are_given_to_the_analyzer_of_every_project_of_src()
    {
        Assert.Contains(Props.Descendants("PackageReference"), p => p.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains(Props.Descendants("AdditionalFiles"), p => p.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        Assert.DoesNotContain(Repository.Projects, p => File.ReadAllText(p).Contains("RS0030", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("P:System.DateTime.UtcNow;")]
    [InlineData("P:System.DateTimeOffset.UtcNow;")]
    [InlineData("M:System.Guid.NewGuid;")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32);")]
    public void The_symbol_is_banned(string symbol) => Assert.Contains(symbol, Repository.Read("BannedSymbols.txt"), StringComparison.Ordinal);

    [Fact]
    public void No_project_of_src_switches_warnings_off_without_saying_why() => Assert.All(
        Repository.Projects,
        p =>
        {
            var project = XDocument.Load(p);
            Assert.All(project.Descendants("NoWarn"), n => Assert.IsType<XComment>(n.PreviousNode is XText ? n.PreviousNode.PreviousNode : n.PreviousNode));
            Assert.Empty(project.Descendants("TreatWarningsAsErrors"));
        });
}
