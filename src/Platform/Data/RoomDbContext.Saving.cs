using Gdpr.Kernel;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gdpr.Platform.Data;

// Every write goes through one transaction that takes the gate, asks the tombstones and wakes the outbox after commit.
public abstract partial class RoomDbContext
{
    private readonly List<PendingMessage> _unwritten = [];
    private readonly List<PendingMessage> _written = [];
    private readonly List<InboxMessage> _consumed = [];
    private IDbContextTransaction? _transaction;
    private IDisposable? _gate;

    /// <summary>Set while a consumer runs: the inbox then owns the commit.</summary>
    internal bool Consuming { get; set; }

    internal bool SkipGuard { get; set; }

    /// <summary>Set while <see cref="CommitOnceAsync"/> runs: it then owns the commit.</summary>
    private bool CommitHeld { get; set; }

    /// <summary>Set by an erasure: after the commit no byte may stay in the journal.</summary>
    internal bool ErasedBytes { get; set; }

    /// <summary>The people whom the open transaction has found living: rows about others are not written in bulk.</summary>
    internal HashSet<SubjectId> AskedLiving { get; } = [];

    /// <summary>Publishes an event when the current changes commit.</summary>
    public void Publish<T>(T message, DateTimeOffset? due = null)
        where T : class => Enqueue(message, null, due, new OutgoingHeaders());

    /// <summary>Sends a command to an endpoint when the current changes commit.</summary>
    public void Send<T>(string endpoint, T message, DateTimeOffset? due = null)
        where T : class => Enqueue(message, endpoint, due, new OutgoingHeaders());

    /// <summary>
    /// Runs work in one transaction. Inside a consumer the transaction stays open until the inbox commits it, so
    /// that effect and inbox row are one.
    /// </summary>
    public async Task<T> InTransactionAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        if (_transaction is not null)
        {
            return await work(ct);
        }

        await BeginAsync(ct);
        if (Consuming || CommitHeld)
        {
            return await work(ct);
        }

        try
        {
            var result = await work(ct);
            await CommitAsync(ct);
            return result;
        }
        finally
        {
            await EndAsync();
        }
    }

    public Task InTransactionAsync(Func<CancellationToken, Task> work, CancellationToken ct) =>
        InTransactionAsync<object?>(
            async token =>
            {
                await work(token);
                return null;
            },
            ct);

    /// <summary>
    /// Runs work whose writes all leave in one commit at its end. The transaction opens at the first write, so calls to
    /// other rooms before it hold no lock.
    /// </summary>
    internal async Task<T> CommitOnceAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        CommitHeld = true;
        try
        {
            var result = await work(ct);
            if (_transaction is not null)
            {
                await CommitAsync(ct);
            }

            return result;
        }
        finally
        {
            CommitHeld = false;
            await EndAsync();
        }
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (_transaction is not null)
        {
            return SaveInTransactionAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        if (Consuming)
        {
            throw new InvalidOperationException("A consumer does not save: the inbox commits its changes with its inbox row.");
        }

        return InTransactionAsync(ct => SaveInTransactionAsync(acceptAllChangesOnSuccess, ct), cancellationToken);
    }

    /// <summary>Runs one set-based statement behind the gate, outside the unit of work.</summary>
    public async Task<int> WriteAsync(Func<Task<int>> statement, CancellationToken ct)
    {
        using var pass = _transaction is null ? await Services.Gates.EnterAsync(this, ct) : null;
        return await statement();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Rooms save asynchronously.");

    public override void Dispose()
    {
        _transaction?.Dispose();
        _gate?.Dispose();
        (_transaction, _gate) = (null, null);
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await EndAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Saves what is tracked and commits; called by the inbox.</summary>
    internal async Task SaveAndCommitAsync(CancellationToken ct)
    {
        if (_transaction is null && await CommitMessagesAsync(ct))
        {
            return;
        }

        if (_transaction is null)
        {
            await BeginAsync(ct);
        }

        try
        {
            await SaveInTransactionAsync(true, ct);
            await CommitAsync(ct);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Forgets everything tracked and rolls back: nothing of the failed attempt may be saved later.</summary>
    internal async Task AbandonAsync()
    {
        await EndAsync();
        ChangeTracker.Clear();
        _unwritten.Clear();
        _consumed.Clear();
        _moving.Clear();
    }

    /// <summary>Messages that leave with the next commit.</summary>
    internal IReadOnlyList<PendingMessage> Unwritten => _unwritten;

    /// <summary>Writes with the next save that this endpoint has handled the message.</summary>
    internal void Consumed(Guid messageId, string endpoint) =>
        _consumed.Add(new InboxMessage { MessageId = messageId, Endpoint = endpoint, ConsumedAt = Now });

    internal void Enqueue(object message, string? destination, DateTimeOffset? due, OutgoingHeaders headers) =>
        _unwritten.Add(PendingMessage.Create(this, message, destination, due, headers));

    private async Task BeginAsync(CancellationToken ct)
    {
        _gate = await Services.Gates.EnterAsync(this, ct);
        try
        {
            _transaction = await Database.BeginTransactionAsync(ct);
        }
        catch
        {
            await EndAsync();
            throw;
        }
    }

    private async Task CommitAsync(CancellationToken ct)
    {
        await _transaction!.CommitAsync(ct);
        if (_written.Count > 0)
        {
            Services.Outbox.Committed(Room, [.. _written]);
            _written.Clear();
        }
    }

    private async Task EndAsync()
    {
        if (_transaction is not null)
        {
            // Rows that were saved but not committed are gone: their messages must not leave with a later commit.
            _written.Clear();
            await _transaction.DisposeAsync();
            _transaction = null;
            AskedLiving.Clear();
        }

        if (ErasedBytes)
        {
            ErasedBytes = false;
            await SqlitePragmas.TruncateJournalAsync(this);
        }

        _gate?.Dispose();
        _gate = null;
    }

    // Looking for changes is the dearest part of a small save: it is done once.
    private async Task<int> SaveInTransactionAsync(bool accept, CancellationToken ct)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            await SubjectGuard.RefuseErasedAsync(this, ct);
            MoveVersions();
            foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(e => e.State == EntityState.Modified))
            {
                var version = entry.Property(e => e.Version);
                version.CurrentValue++;
            }

            return await SaveWithMessagesAsync(accept, ct);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
