using System.Text;
using System.Text.Json;
using Gdpr.Simulators.People;

namespace Gdpr.Simulators.Requests;

/// <summary>One line of the journal: an effect and the memory of it are written together or not at all.</summary>
internal sealed record Change(
    IReadOnlyList<Person>? Stored = null, IReadOnlyList<int>? Removed = null, LedgerEntry? Entry = null, Call? Call = null);

internal sealed record Call(Guid Key, Contract.RequestType Type);

/// <summary>Appends every change to a file before it counts, so that the application may be killed at any moment.</summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream? file;

    public Journal(string? path, Action<Change> replay)
    {
        if (path is null)
        {
            return;
        }

        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(Replay(replay));
        file.Seek(0, SeekOrigin.End);
    }

    public void Append(Change change)
    {
        if (file is not null)
        {
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(change), (byte)'\n']);
            file.Flush();
        }
    }

    public void Dispose() => file?.Dispose();

    /// <summary>Where the last whole line ends: half a line was never answered.</summary>
    private long Replay(Action<Change> replay)
    {
        var bytes = new byte[file!.Length];
        file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            replay(JsonSerializer.Deserialize<Change>(line)!);
        }

        return whole;
    }
}
