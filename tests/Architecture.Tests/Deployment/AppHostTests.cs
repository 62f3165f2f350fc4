using System.Text.Json.Nodes;

namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>The application model says what the suite is, and heeds what is known to go wrong.</summary>
public sealed class AppHostTests
{
    private static readonly string Text = Repository.Read("AppHost/apphost.cs");

    [Fact]
    public void Every_room_and_its_database_are_in_it_and_no_known_trap()
    {
        Assert.True(Room.All.Count >= 8);
        Violations.None(AppHostRules.Violations(Text, Room.All));
    }

    [Theory]
    [InlineData("#:project ../src/Sales/Sales.csproj\n", "", "Sales: no #:project ../src/Sales/Sales.csproj")]
    [InlineData("[\"sales\"] = AddRoom<Projects.Sales>(\"sales\")", "", "Sales: no [\"sales\"] = AddRoom<Projects.Sales>(\"sales\"")]
    [InlineData("\"sales\", \"governance\"", "\"governance\"", "Sales: sales has no database")]
    [InlineData("\"erasure-ledger\"]", "]", "SubjectRights: erasure-ledger has no database")]
    [InlineData("RabbitMQ@13.5.2", "RabbitMQ@13.5.1", "versions 13.5.2 13.5.1 13.5.2 13.5.2 13.5.2")]
    [InlineData("#:property ManagePackageVersionsCentrally=false", "", "no #:property ManagePackageVersionsCentrally=false")]
    [InlineData("\"messaging\", rabbitUser", "\"messaging_1\", rabbitUser", "messaging_1 is no name of a resource")]
    [InlineData("AddParameter(\"database-password\", secret: true)", "AddParameter(\"database-password\")", "AddParameter(\"database-password\") is not secret")]
    [InlineData("        .WithHttpEndpoint() //", "        .WithExternalHttpEndpoints() //", "2 doors to the outside")]
    public void A_planted_gap_is_reported(string there, string instead, string expected)
    {
        Assert.Contains(there, Text, StringComparison.Ordinal);

        Assert.Contains(expected, AppHostRules.Violations(Text.Replace(there, instead, StringComparison.Ordinal), Room.All));
    }

    [Fact]
    public void It_is_found_from_the_root_and_stands_outside_the_solution()
    {
        var config = JsonNode.Parse(Repository.Read("aspire.config.json"))!["appHost"]!;

        Assert.Equal("csharp", config["language"]!.GetValue<string>());
        Assert.True(File.Exists(Path.Combine(Repository.Root, config["path"]!.GetValue<string>())));
        Assert.DoesNotContain("AppHost", Repository.Read("Gdpr.sln"), StringComparison.Ordinal);

        // A project above the file would take it for its own.
        Assert.Empty(Directory.EnumerateFiles(Repository.Root, "*.csproj").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "AppHost"), "*.csproj")));
    }

    [Fact]
    public void It_starts_with_and_without_a_development_certificate()
    {
        var profiles = JsonNode.Parse(Repository.Read("AppHost/apphost.run.json"))!["profiles"]!;

        foreach (var scheme in (string[])["https", "http"])
        {
            var profile = profiles[scheme]!;
            Assert.StartsWith(scheme + "://", profile["applicationUrl"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.StartsWith(scheme + "://", profile["environmentVariables"]!["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.StartsWith(scheme + "://", profile["environmentVariables"]!["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Equal("true", profiles["http"]!["environmentVariables"]!["ASPIRE_ALLOW_UNSECURED_TRANSPORT"]!.GetValue<string>());
    }

    [Fact]
    public void No_project_of_the_suite_needs_a_package_of_Aspire() =>
        Assert.All([.. Repository.Projects, Path.Combine(Repository.Root, "Directory.Packages.props")], p => Assert.DoesNotContain("Include=\"Aspire.", File.ReadAllText(p), StringComparison.Ordinal));
}
