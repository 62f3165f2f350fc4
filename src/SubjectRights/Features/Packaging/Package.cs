using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gdpr.Kernel.FreeText;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Redacting;

namespace Gdpr.SubjectRights.Features.Packaging;

/// <summary>
/// The copy of Art. 15(3) or the data of Art. 20: JSON, one CSV per table, a vCard and a manifest with the digest of every file.
/// <c>contacts.csv</c> has the columns of our own import, so that it can be read back.
/// </summary>
internal static class Package
{
    private const string ManifestName = "manifest.json";
    private static readonly JsonSerializerOptions Pretty = new(RoomJson.Options) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(SubjectRequest request, CaseContent file, IReadOnlyList<ProvidedTables> provided, KnownFacts facts, Controller controller, DateTimeOffset now)
    {
        var files = Files(provided, controller).ToList();
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schema = $"https://gdpr.example/schemas/{request.Right.ToString().ToLowerInvariant()}/1",
                reference = request.Reference,
                right = request.Right,
                controller = new { controller.Name, controller.Country, controller.DpoName, controller.DpoEmail },
                subject = file.Subjects.Select(s => s.ToString()).FirstOrDefault(),
                generatedAt = now,
                purposes = AreasOf(provided).ToDictionary(a => a, a => new { fr = facts.Of(FactKeys.Purposes(a), "fr"), en = facts.Of(FactKeys.Purposes(a), "en") }),
                tables = provided.SelectMany(p => p.Tables.Select(t => new { source = p.Source, name = t.Name, rows = t.Rows.Count, dataClass = t.DataClass, legalBasis = t.LegalBasis, asOf = t.AsOf, changedAfterReceipt = t.ChangedAfterReceipt })),
                redacted = provided.Sum(p => p.Tables.Sum(t => t.Rows.Sum(r => r.Count(IsRedacted)))),
                files = files.Select(f => new { name = f.Name, bytes = f.Content.Length, sha256 = Digest(f.Content) }),
            },
            Pretty);
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files.Prepend((ManifestName, manifest)))
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Reads the package back: every digest and every row count must agree with what was provided. Null when it does.</summary>
    public static string? Check(byte[] package, IReadOnlyList<ProvidedTables> provided)
    {
        using var zip = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var manifest = JsonDocument.Parse(Read(zip, ManifestName));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        if (files.Exists(f => Digest(Read(zip, f.GetProperty("name").GetString()!)) != f.GetProperty("sha256").GetString()))
        {
            return "PACKAGE_DIGEST";
        }

        using var data = JsonDocument.Parse(Read(zip, "data.json"));
        var complete = provided.SelectMany(p => p.Tables.Select(t => (p.Source, Table: t))).All(p =>
            data.RootElement.GetProperty("data").GetProperty(p.Source).GetProperty(p.Table.Name).GetArrayLength() == p.Table.Rows.Count);
        return complete ? null : "PACKAGE_INCOMPLETE";
    }

    private static IEnumerable<(string Name, byte[] Content)> Files(IReadOnlyList<ProvidedTables> provided, Controller controller)
    {
        yield return ("data.json", JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["@context"] = new { schema = "https://schema.org/", dpv = "https://w3id.org/dpv#" },
                ["controller"] = controller.Name,
                ["data"] = provided.ToDictionary(p => p.Source, p => p.Tables.ToDictionary(t => t.Name, Objects)),
            },
            Pretty));
        foreach (var (source, table) in provided.SelectMany(p => p.Tables.Select(t => (p.Source, t))))
        {
            yield return ($"{source}/{table.Name}.csv", Encoding.UTF8.GetBytes(Csv.Write(table)));
        }

        var tables = provided.Where(p => p.Source == "contacts").SelectMany(p => p.Tables).ToList();
        if (tables.Find(t => t.Name == "contacts") is { Rows.Count: > 0 } person)
        {
            // Several cards of one person are not told apart in the other tables.
            yield return ("contact.vcf", Encoding.UTF8.GetBytes(person.Rows.Count == 1 ? VCard.Write(person, tables) : VCard.Write(person)));
        }
    }

    // What nobody has stated is null: nothing is made up.
    private static IEnumerable<string> AreasOf(IReadOnlyList<ProvidedTables> provided) =>
        provided.SelectMany(p => p.Tables.Select(t => t.DataClass.Split('.')[0])).Distinct().Order(StringComparer.Ordinal);

    private static List<Dictionary<string, string?>> Objects(Platform.Participation.ExportTable table) =>
        [.. table.Rows.Select(r => table.Columns.Zip(r).ToDictionary(c => c.First, c => c.Second))];

    private static bool IsRedacted(string? cell) => cell?.Contains(TextSpan.Blank, StringComparison.Ordinal) is true;

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var entry = (zip.GetEntry(name) ?? throw new InvalidDataException("A file is missing from the package.")).Open();
        using var buffer = new MemoryStream();
        entry.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
