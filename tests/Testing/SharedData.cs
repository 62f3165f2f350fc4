namespace Gdpr.Testing;

/// <summary>The folder <c>shared</c> beside the repository, with real input and the vectors of the law; tests that need it skip where it is absent.</summary>
public static class SharedData
{
    public const string Unavailable = "Shared data: no folder 'shared' with 'data/adventureworks' (set GDPR_SHARED)";

    public static string? Folder { get; } = Find();

    public static string? AdventureWorksCustomers => FileOf("data/adventureworks/AdventureWorks_Customers.csv");

    public static string? FileOf(string relativePath) =>
        Folder is not null && Path.Combine(Folder, relativePath) is var path && File.Exists(path) ? path : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GDPR_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        return RepositoryRoot.Ancestors(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, "shared"))
            .FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "data", "adventureworks")));
    }
}
