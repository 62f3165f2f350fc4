using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Data;

// How messages and the rows that a message changed reach the database by few journeys (docs/adr/0013-speed.md).
public abstract partial class RoomDbContext
{
    private readonly HashSet<IVersioned> _moving = [];

    /// <summary>A tracked row, without looking for changes on the way.</summary>
    internal T? Tracked<T>(Func<T, bool> which)
        where T : class
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return ChangeTracker.Entries<T>().Where(e => e.State != EntityState.Deleted).Select(e => e.Entity).FirstOrDefault(which);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>The next save moves the row's version when it writes any row at all.</summary>
    internal void MoveWithOthers(IVersioned row) => _moving.Add(row);

    // Messages alone need no transaction of their own where the statements of one journey are one.
    private async Task<bool> CommitMessagesAsync(CancellationToken ct)
    {
        if (Tracked<object>(_ => true) is not null || !MessageRows.CommitAlone(this, _unwritten.Count))
        {
            return false;
        }

        await Database.OpenConnectionAsync(ct);
        try
        {
            await MessageRows.InsertAsync(this, _consumed, _unwritten, ct);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }

        Services.Outbox.Committed(Room, [.. _unwritten]);
        _unwritten.Clear();
        _consumed.Clear();
        return true;
    }

    private void MoveVersions()
    {
        if (_moving.Count > 0 && ChangeTracker.Entries().Any(e => e.State != EntityState.Unchanged))
        {
            foreach (var row in _moving.Select(Entry).Where(e => e.State == EntityState.Unchanged))
            {
                row.Property(nameof(IVersioned.Version)).IsModified = true;
            }
        }

        _moving.Clear();
    }

    // With other rows a few messages share their batch; alone, or many, they are worth a statement of their own.
    private async Task<int> SaveWithMessagesAsync(bool accept, CancellationToken ct)
    {
        var saved = 0;
        var changed = ChangeTracker.HasChanges();
        var shared = changed && _consumed.Count + _unwritten.Count <= MessageRows.Few;
        if (shared)
        {
            Outbox.AddRange(_unwritten.Select(p => p.Row));
            Inbox.AddRange(_consumed);
        }

        if (changed)
        {
            saved = await base.SaveChangesAsync(accept, ct);
        }

        if (!shared)
        {
            saved += await MessageRows.InsertAsync(this, _consumed, _unwritten, ct);
        }

        _written.AddRange(_unwritten);
        _unwritten.Clear();
        _consumed.Clear();
        return saved;
    }
}
