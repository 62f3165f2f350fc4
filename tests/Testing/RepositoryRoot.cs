namespace Gdpr.Testing;

/// <summary>Finds the folder of <c>Gdpr.sln</c> from wherever a test assembly runs.</summary>
public static class RepositoryRoot
{
    public static string Find() =>
        Ancestors(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Gdpr.sln")))
        ?? throw new DirectoryNotFoundException($"No Gdpr.sln above {AppContext.BaseDirectory}.");

    internal static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
