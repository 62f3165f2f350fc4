using System.Xml.Linq;

namespace Gdpr.Architecture.Tests;

public sealed class ReferenceTests
{
    private static readonly string[] Rooms = [.. Room.All.Select(r => r.Folder)];

    public static TheoryData<string> Projects => [.. Repository.Projects.Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_map_allows(string project)
    {
        Violations.None(ReferenceRules.Violations(Path.GetFileNameWithoutExtension(project), XDocument.Parse(Repository.Read(project)), Rooms));
    }

    [Fact]
    public void The_rule_has_projects_references_and_packages_to_look_at()
    {
        var files = Repository.Projects.ToDictionary(f => Path.GetFileNameWithoutExtension(f)!, f => XDocument.Load(f));

        Assert.True(Rooms.Length >= 4);
        Assert.All(Rooms, r => Assert.Contains("Platform", ReferenceRules.References(files[r])));
        Assert.Contains("MassTransit", ReferenceRules.Packages(files["Platform"]));
    }

    [Theory]
    [InlineData("Consent", "<ProjectReference Include='../Contacts/Contacts.csproj' />", "Consent references Contacts")]
    [InlineData("Consent", "<ProjectReference Include='..\\SubjectRights\\SubjectRights.csproj' />", "Consent references SubjectRights")]
    [InlineData("Platform", "<ProjectReference Include='../Consent/Consent.csproj' />", "Platform references Consent")]
    [InlineData("Kernel", "<ProjectReference Include='../Messages/Messages.csproj' />", "Kernel references Messages")]
    [InlineData("Web", "<ProjectReference Include='../Messages/Messages.csproj' />", "Web references Messages")]
    [InlineData("Consent", "<PackageReference Include='MediatR' />", "Consent uses the banned MediatR")]
    [InlineData("Consent", "<PackageReference Include='MassTransit' />", "Consent uses MassTransit, which belongs to Platform")]
    [InlineData("Consent", "<Reference Include='Gdpr.Contacts.dll' />", "Consent references the file Gdpr.Contacts.dll")]
    [InlineData("Stowaway", "", "Stowaway is on no line of RoomMap")]
    public void A_planted_reference_is_reported(string project, string item, string expected)
    {
        var planted = XDocument.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>");

        Assert.Equal([expected], ReferenceRules.Violations(project, planted, Rooms));
    }

    [Fact]
    public void MassTransit_stays_at_the_last_free_version()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props"));

        Violations.None(ReferenceRules.VersionViolations(versions));
        Assert.Equal(2, versions.Descendants("PackageVersion").Count(p => p.Attribute("Include")!.Value.StartsWith("MassTransit", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("MassTransit", "9.0.0")]
    [InlineData("MassTransit.RabbitMQ", "8.5.12")]
    [InlineData("AutoMapper", "15.0.0")]
    public void A_planted_version_is_reported(string package, string version)
    {
        var planted = XDocument.Parse($"<Project><ItemGroup><PackageVersion Include='{package}' Version='{version}' /></ItemGroup></Project>");

        Assert.Contains(package, Assert.Single(ReferenceRules.VersionViolations(planted)), StringComparison.Ordinal);
    }
}
