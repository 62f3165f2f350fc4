using System.IO.Compression;
using System.Text.Json;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>The legal basis that each room stated for what it handed out, read from the manifest of the package.</summary>
internal static class StatedBases
{
    /// <summary>Null without a package.</summary>
    public static IReadOnlyDictionary<string, string>? In(byte[]? package)
    {
        if (package is null)
        {
            return null;
        }

        using var manifest = ManifestOf(package);
        return manifest.RootElement.GetProperty("tables").EnumerateArray()
            .Select(t => (Class: t.GetProperty("dataClass").GetString()!, Basis: t.GetProperty("legalBasis").GetString()!))
            .DistinctBy(t => t.Class)
            .ToDictionary(t => t.Class, t => t.Basis, StringComparer.Ordinal);
    }

    /// <summary>In how many places of the package data of others was taken out.</summary>
    public static int RedactedIn(byte[]? package)
    {
        if (package is null)
        {
            return 0;
        }

        using var manifest = ManifestOf(package);
        return manifest.RootElement.GetProperty("redacted").GetInt32();
    }

    private static JsonDocument ManifestOf(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var stream = zip.GetEntry("manifest.json")!.Open();
        return JsonDocument.Parse(stream);
    }
}
