using System.Buffers.Binary;
using System.Text;

namespace Gdpr.Testing.Servers;

/// <summary>
/// What a broker that was killed finds on its disk. A declaration is answered before it would survive: a transaction
/// over several tables is logged first and its decision a moment later, and without the decision it counts as aborted; a
/// quorum queue must stand in Ra's list of names too, which is written every second or so.
/// </summary>
internal sealed class MnesiaFolder(string path)
{
    // Atoms and binaries as Erlang's external term format writes them.
    private static ReadOnlySpan<byte> Undecided => "presume_abort"u8;

    private static ReadOnlySpan<byte> Decided => "committed"u8;

    private const int AtomHead = 3;
    private const int Near = 16;

    public bool HasRecorded(string queue)
    {
        var term = Term(queue);
        var ofRa = Encoding.UTF8.GetBytes("_" + queue);
        var isOfRa = false;
        var isKept = false;
        foreach (var file in Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f) is ".LOG" or ".DCD" or ".DCL"))
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
            var at = bytes.LastIndexOf(term);
            isKept |= at >= 0 && (Path.GetExtension(file) != ".LOG" || IsCommitted(bytes, at));
            isOfRa |= bytes.IndexOf(ofRa) >= 0;
        }

        return isKept && (!isOfRa || Names().Any(f => File.ReadAllBytes(f).AsSpan().IndexOf(ofRa) >= 0));
    }

    private IEnumerable<string> Names() => Directory.EnumerateFiles(Path.Combine(path, "quorum"), "names.dets", SearchOption.AllDirectories);

    // The decision names its transaction: {decision, {tid, 94, <0.829.0>}, committed, ...}.
    private static bool IsCommitted(ReadOnlySpan<byte> log, int at)
    {
        var before = log[..at];
        var presumed = before.LastIndexOf(Undecided);
        if (presumed < before.LastIndexOf("presume_commit"u8))
        {
            return true;
        }

        var transaction = before[before[..presumed].LastIndexOf("tid"u8)..(presumed - AtomHead)];
        var after = log[at..];
        var decision = after.IndexOf(transaction);
        return decision >= 0 && after.Slice(decision, Math.Min(after.Length - decision, transaction.Length + Near)).IndexOf(Decided) >= 0;
    }

    // The name as part of {resource, VirtualHost, queue, Name}: an exchange may have the same.
    private static byte[] Term(string queue)
    {
        var name = Encoding.UTF8.GetBytes(queue);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, name.Length);
        return [.. "queuem"u8, .. length, .. name];
    }
}
