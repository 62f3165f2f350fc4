using System.Collections.Concurrent;
using Gdpr.Kernel;

namespace Gdpr.Platform.Ledger;

/// <summary>A room of this process that stores people under their SubjectIds.</summary>
internal sealed record ReplayingRoom(string Name, Type Context);

/// <summary>
/// Closed for each room that stores people until it has caught up with the erasure ledger: nobody who was erased may be
/// seen, written or written to after a restore. Not ready, no HTTP, no bus, no background work of the room meanwhile.
/// </summary>
public sealed class LedgerGate
{
    public static readonly RuleError Replaying = new(
        "LEDGER_REPLAY", "The room compares itself with the erasure ledger before it serves anybody; try again in a moment.", 503);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];

    internal LedgerGate(IEnumerable<ReplayingRoom> rooms, LedgerSettings settings)
    {
        foreach (var room in settings.Ask ? rooms : [])
        {
            _rooms[room.Name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _names[room.Context] = room.Name;
        }
    }

    /// <summary>The rooms that still wait or replay.</summary>
    public IReadOnlyList<string> Closed => [.. _rooms.Where(r => !r.Value.Task.IsCompleted).Select(r => r.Key).Order(StringComparer.Ordinal)];

    public bool IsOpen(string room) => !_rooms.TryGetValue(room, out var gate) || gate.Task.IsCompleted;

    public Task WaitAsync(Type context, CancellationToken ct) =>
        _names.TryGetValue(context, out var room) ? _rooms[room].Task.WaitAsync(ct) : Task.CompletedTask;

    internal Task WaitForAllAsync(CancellationToken ct) => Task.WhenAll(_rooms.Values.Select(r => r.Task)).WaitAsync(ct);

    internal void Open(string room) => _rooms[room].TrySetResult();
}
