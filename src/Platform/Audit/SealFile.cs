using System.Globalization;
using System.Text;
using Gdpr.Platform.Modules;

namespace Gdpr.Platform.Audit;

/// <summary>One line outside the room: a seal, or that the room was found behind its seals (a restore, or a tail cut off).</summary>
/// <param name="Digest">Null for a cut, after which the chain goes on from <paramref name="Sequence"/>.</param>
internal sealed record SealLine(long Sequence, string? Digest, DateTimeOffset At)
{
    public static SealLine? Parse(string line) => line.Split(' ') switch
    {
        ["seal", var sequence, { Length: 64 } digest, var at] when Number(sequence, out var n) && Time(at, out var t) => new SealLine(n, digest, t),
        ["cut", var sequence, var at] when Number(sequence, out var n) && Time(at, out var t) => new SealLine(n, null, t),
        _ => null,
    };

    public override string ToString() => Digest is null
        ? string.Create(CultureInfo.InvariantCulture, $"cut {Sequence} {At.UtcDateTime:O}")
        : string.Create(CultureInfo.InvariantCulture, $"seal {Sequence} {Digest} {At.UtcDateTime:O}");

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Time(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out at);
}

/// <summary>
/// The seals of one room kept outside its database, <c>audit-seals/&lt;room&gt;.log</c>: appended and flushed to the disk, so
/// that a chain whose tail is cut off, or that was written anew as a whole, is seen.
/// </summary>
internal sealed class SealFile(GdprSettings settings, string room)
{
    private const int LongestLine = 256;

    private string Name => Path.Combine(settings.DataFolder, "audit-seals", $"{room}.log");

    public bool Exists => File.Exists(Name);

    /// <summary>Every line, oldest first; one that a crash tore is no line.</summary>
    public IEnumerable<SealLine> Read() => Exists ? Lines() : [];

    public SealLine? Last()
    {
        if (!Exists)
        {
            return null;
        }

        using var file = Open(FileMode.Open, FileAccess.Read);
        file.Seek(-Math.Min(file.Length, 8 * LongestLine), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.ASCII);
        return reader.ReadToEnd().Split('\n').Select(SealLine.Parse).LastOrDefault(l => l is not null);
    }

    public void Append(SealLine line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Name)!);
        using var file = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var torn = file.Length > 0 && !EndsInNewLine(file);
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.ASCII.GetBytes($"{(torn ? "\n" : string.Empty)}{line}\n"));
        file.Flush(flushToDisk: true);
    }

    private IEnumerable<SealLine> Lines()
    {
        using var reader = new StreamReader(Open(FileMode.Open, FileAccess.Read), Encoding.ASCII);
        while (reader.ReadLine() is { } text)
        {
            if (SealLine.Parse(text) is { } line)
            {
                yield return line;
            }
        }
    }

    private FileStream Open(FileMode mode, FileAccess access) => new(Name, mode, access, FileShare.ReadWrite);

    private static bool EndsInNewLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
