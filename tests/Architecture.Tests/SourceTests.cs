namespace Gdpr.Architecture.Tests;

public sealed class SourceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rooms => Room.Folders;

    [Fact]
    public void Files_are_short_and_named_by_what_they_are_for()
    {
        Assert.True(Repository.HandWritten.Count > 200);
        Violations.None(Repository.HandWritten.SelectMany(f => SourceRules.Violations(Repository.Relative(f), File.ReadAllText(f))));
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        var declaring = Repository.HandWritten.Count(f => File.ReadAllText(f).Contains("\nnamespace ", StringComparison.Ordinal));

        Assert.True(declaring > 200);
        Violations.None(Repository.HandWritten.SelectMany(f => SourceRules.NamespaceViolations(Repository.Relative(f), File.ReadAllText(f))));
    }

    [Fact]
    public void Nine_files_of_ten_stay_under_120_lines()
    {
        var lengths = Repository.HandWritten.Select(f => File.ReadLines(f).Count()).Order().ToList();
        var (median, p90) = (lengths[lengths.Count / 2], lengths[(int)(lengths.Count * 0.9)]);
        output.WriteLine($"{lengths.Count} files: median {median}, p90 {p90}, longest {lengths[^1]} lines");

        Assert.InRange(p90, 1, 120);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_s_program_is_one_statement(string room) =>
        Assert.Equal(1, SourceRules.Statements(File.ReadAllText(Path.Combine(Room.Of(room).Path, "Program.cs"))));

    [Fact]
    public void No_room_has_settings_of_its_own()
    {
        Assert.NotEmpty(Directory.EnumerateFiles(Repository.Source, "*.csproj", SearchOption.AllDirectories));
        Assert.Empty(Room.All.SelectMany(r => Directory.EnumerateFiles(r.Path, "appsettings*.json", SearchOption.TopDirectoryOnly)));
    }

    [Fact]
    public void Standalone_hosts_every_module_on_disk()
    {
        var suite = Repository.Read("src/Standalone/Suite.cs");

        Assert.All(Room.All.SelectMany(r => r.Modules), m => Assert.Contains($"new {m.GetType().Name}()", suite, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("internal sealed class ContactService;", "src/X.cs names a type ContactService")]
    [InlineData("public record RoomInfo(int A);", "src/X.cs names a type RoomInfo")]
    [InlineData("var t = DateTime.UtcNow;", "src/X.cs uses DateTime.UtcNow")]
    [InlineData("var t = DateTimeOffset.UtcNow;", "src/X.cs uses DateTimeOffset.UtcNow")]
    [InlineData("var g = Guid.NewGuid();", "src/X.cs uses Guid.NewGuid")]
    [InlineData("#region Fields", "src/X.cs has a region or a byte order mark")]
    [InlineData("// Guid.NewGuid in a comment is only a word", null)]
    public void A_planted_line_is_reported(string line, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], SourceRules.Violations("src/X.cs", line));

    [Fact]
    public void A_planted_file_of_301_lines_is_reported() =>
        Assert.Equal(["src/X.cs has 301 lines"], SourceRules.Violations("src/X.cs", new string('\n', 301)));

    [Fact]
    public void A_planted_namespace_is_reported()
    {
        Assert.Equal(["src/Consent/Data/X.cs declares Gdpr.Contacts.Data"], SourceRules.NamespaceViolations("src/Consent/Data/X.cs", "namespace Gdpr.Contacts.Data;"));
        Assert.Empty(SourceRules.NamespaceViolations("src/Consent/Data/X.cs", "namespace Gdpr.Consent.Data;"));
    }

    [Fact]
    public void A_planted_program_of_two_statements_is_reported() =>
        Assert.Equal(2, SourceRules.Statements("using Gdpr.X;\nvar a = 1;\nreturn await ServiceHost.RunAsync(args, new XModule());\n"));
}
