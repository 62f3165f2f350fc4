using System.Text;

namespace Gdpr.Testing;

/// <summary>Looks for text in the raw bytes of every file of a data folder, journals included.</summary>
public static class Bytes
{
    /// <summary>Names of the files that hold the text; one that goes while it is looked for holds nothing.</summary>
    public static IReadOnlyList<string> Containing(string folder, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Read(f).AsSpan().IndexOf(wanted) >= 0).Select(f => Path.GetFileName(f)!)];
    }

    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
