namespace Gdpr.Testing.Tests;

public sealed class PlacesTests
{
    [Fact]
    public void The_repository_is_found_from_the_test_assembly() =>
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Find(), "tests", "Testing.Tests", "Testing.Tests.csproj")));

    [Fact]
    public void The_customers_of_AdventureWorks_are_real_input() =>
        Assert.Equal(18_149, File.ReadLines(Require.AdventureWorksCustomers()).Count());

    [Fact]
    public void Ports_are_given_once()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void A_temporary_folder_goes_with_its_content()
    {
        var folder = new TempFolder();
        File.WriteAllText(folder.Combine("file"), "content");

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }
}
