using System.Text;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>
/// Unique strings, one per field of a made-up person, and the search for them: in any letter case, raw, URL-encoded,
/// base64 at each of its three alignments, and UTF-16.
/// </summary>
internal sealed class Canaries
{
    private readonly Dictionary<string, IReadOnlyList<byte[]>> _needles = new(StringComparer.Ordinal);

    /// <summary>Letters only, so that no normalisation changes it.</summary>
    public string Word(string field)
    {
        var word = new string([.. Enumerable.Range(0, 14).Select(_ => (char)('a' + Random.Shared.Next(26)))]);
        return Add(field, word, word);
    }

    public string Email(string field) => Add(field, $"{Word(field + " word")}@example.test");

    public string Phone(string field)
    {
        var national = $"6{Random.Shared.Next(10_000_000, 99_999_999)}";
        return Add(field, $"+33{national}", national);
    }

    /// <summary>A word that is there already.</summary>
    public void Named(string field, string word) => Add(field, word, word);

    public IEnumerable<string> Fields => _needles.Keys;

    /// <summary>Fields whose string lies in these bytes.</summary>
    public IEnumerable<string> FoundIn(byte[] bytes)
    {
        var lower = (byte[])bytes.Clone();
        foreach (ref var b in lower.AsSpan())
        {
            b = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b;
        }

        return _needles.Where(n => n.Value.Any(needle => bytes.AsSpan().IndexOf(needle) >= 0 || lower.AsSpan().IndexOf(needle) >= 0)).Select(n => n.Key);
    }

    /// <summary>What is found in each file of a folder; a file that ends meanwhile, or is not ours to read, holds nothing.</summary>
    public IReadOnlyList<(string Field, string File)> FoundUnder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .SelectMany(file => FoundIn(Read(file)).Select(field => (field, Path.GetRelativePath(folder, file)))),
    ];

    /// <summary>Writes each form of a field into the folder, one after the other, and demands that the search sees it there.</summary>
    public async Task PlantAsync(string field, string folder, Func<Task<IReadOnlyList<(string Field, string File)>>> search)
    {
        foreach (var (form, number) in _needles[field].Select((f, i) => (f, i)))
        {
            var file = Path.Combine(folder, $"planted-{number}.bin");
            await File.WriteAllBytesAsync(file, [0, 1, .. form, 2]);
            var seen = await search();
            File.Delete(file);
            Assert.Contains(seen, f => f.Field == field && f.File.EndsWith(Path.GetFileName(file), StringComparison.Ordinal));
        }
    }

    private string Add(string field, string value, params string[] cores)
    {
        _needles[field] = [.. cores.DefaultIfEmpty(value).SelectMany(Forms)];
        return value;
    }

    private static IEnumerable<byte[]> Forms(string core)
    {
        yield return Encoding.UTF8.GetBytes(core);
        yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(core).ToLowerInvariant());
        yield return Encoding.Unicode.GetBytes(core);

        // As a dump writes bytes.
        yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(core)));
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(core)]);

            // The first and last characters depend on the neighbours.
            yield return Encoding.UTF8.GetBytes(text[4..^4]);
        }
    }

    private static byte[] Read(string file)
    {
        try
        {
            // The host's lock on its folder is empty, and nobody else may open it.
            if (new FileInfo(file).Length == 0)
            {
                return [];
            }

            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
