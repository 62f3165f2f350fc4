using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Data;

/// <summary>
/// One asynchronous writer at a time per SQLite file, taken before the transaction begins: SQLite itself would make
/// waiting threads spin and time out. Servers need no gate.
/// </summary>
public sealed class WriteGates
{
    private static readonly IDisposable Open = new Pass(null);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    internal async Task<IDisposable> EnterAsync(DbContext db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
        {
            return Open;
        }

        var gate = _gates.GetOrAdd(db.Database.GetConnectionString() ?? string.Empty, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        return new Pass(gate);
    }

    private sealed class Pass(SemaphoreSlim? gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
