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

        using var zip = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var stream = zip.GetEntry("manifest.json")!.Open();
        using var manifest = JsonDocument.Parse(stream);
        return manifest.RootElement.GetProperty("tables").EnumerateArray()
            .Select(t => (Class: t.GetProperty("dataClass").GetString()!, Basis: t.GetProperty("legalBasis").GetString()!))
            .DistinctBy(t => t.Class)
            .ToDictionary(t => t.Class, t => t.Basis, StringComparer.Ordinal);
    }
}
