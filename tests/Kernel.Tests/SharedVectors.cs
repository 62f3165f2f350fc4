using System.Text.Json;

namespace Gdpr.Kernel.Tests;

/// <summary>The vectors that lie beside the repository, in <c>shared/vectors</c> or under GDPR_SHARED.</summary>
internal static class SharedVectors
{
    internal static IReadOnlyList<JsonElement> Read(string file, string? property = null)
    {
        if (Find(file) is not { } path)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var rows = property is null ? document.RootElement : document.RootElement.GetProperty(property);
        return [.. rows.EnumerateArray().Select(row => row.Clone())];
    }

    private static string? Find(string file) =>
        Folders().Select(folder => Path.Combine(folder, "vectors", file)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("GDPR_SHARED") is { Length: > 0 } given)
        {
            yield return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared");
        }
    }
}
