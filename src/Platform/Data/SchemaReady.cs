using System.Data.Common;
using Gdpr.Platform.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Data;

/// <summary>
/// Lets background work wait for its room: one in a process of its own may start before it is migrated, and after a
/// restore it may hold people who were erased since (<see cref="LedgerGate"/>).
/// </summary>
public sealed class SchemaReady<TDb>(IServiceScopeFactory scopes, LedgerGate gate, TimeProvider clock)
    where TDb : RoomDbContext
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>The tables are there and the ledger has been replayed.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        await MigratedAsync(ct);
        await gate.WaitAsync(typeof(TDb), ct);
    }

    /// <summary>The tables are there.</summary>
    internal async Task MigratedAsync(CancellationToken ct)
    {
        while (!await IsReadyAsync(ct))
        {
            await Task.Delay(Pace, clock, ct);
        }
    }

    // The catalogue is asked, not the table: a statement that fails would be logged as a failure.
    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        try
        {
            await db.Database.OpenConnectionAsync(ct);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Question(db);
            return await command.ExecuteScalarAsync(ct) is not (null or DBNull);
        }
        catch (Exception e) when (e is DbException || e.InnerException is DbException)
        {
            // A provider may wrap what is passing.
            return false;
        }
    }

    // A room's tables come by one migration: where this one stands the others do.
    private static string Question(RoomDbContext db) =>
        db.Database.IsSqlite() ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'Outbox'"
        : db.Database.IsNpgsql() ? $"SELECT to_regclass('\"{db.Room}\".\"Outbox\"')::text"
        : $"SELECT OBJECT_ID(N'[{db.Room}].[Outbox]')";
}
