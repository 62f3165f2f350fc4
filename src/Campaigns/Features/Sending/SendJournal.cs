using System.Threading.Channels;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>
/// Writes intents and results of a run. What the lanes ask for at one moment becomes one commit: an intent is durable
/// before its lane touches the medium, and each lane has at most one message between intent and result. Who lost the run to
/// another process, or was paused, gets no intent.
/// </summary>
internal sealed class SendJournal(IServiceScopeFactory scopes, Guid campaignId, Guid runId, CampaignsSettings settings)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private const int MostEntries = 256;

    private readonly Channel<Entry> _entries = System.Threading.Channels.Channel.CreateUnbounded<Entry>();
    private DateTimeOffset _renewAt;

    /// <summary>True once the intent is durable; false when this message must not leave.</summary>
    public Task<bool> IntendAsync(Guid sendId)
    {
        var entry = new Entry(sendId, null, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _entries.Writer.TryWrite(entry) ? entry.Durable!.Task : Task.FromResult(false);
    }

    public void Record(Outcome outcome) => _entries.Writer.TryWrite(new Entry(outcome.SendId, outcome, null));

    public void End() => _entries.Writer.TryComplete();

    /// <summary>Writes until <see cref="End"/> and everything before it is durable.</summary>
    public async Task WriteAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CampaignsDbContext>();
        var batch = new List<Entry>(MostEntries);
        try
        {
            while (await _entries.Reader.WaitToReadAsync())
            {
                while (batch.Count < MostEntries && _entries.Reader.TryRead(out var entry))
                {
                    batch.Add(entry);
                }

                await CommitAsync(db, batch);
                batch.Clear();
            }
        }
        finally
        {
            Refuse(batch);
        }
    }

    // The database is gone: what was not made durable must not leave.
    private void Refuse(List<Entry> batch)
    {
        _entries.Writer.TryComplete();
        batch.ForEach(e => e.Durable?.TrySetResult(false));
        while (_entries.Reader.TryRead(out var entry))
        {
            entry.Durable?.TrySetResult(false);
        }
    }

    private async Task CommitAsync(CampaignsDbContext db, List<Entry> batch)
    {
        var intents = batch.Where(e => e.Outcome is null).ToList();
        var granted = await db.InTransactionAsync(
            async ct =>
            {
                if (await db.RecordAsync(campaignId, [.. batch.Select(e => e.Outcome).OfType<Outcome>()], settings, ct))
                {
                    await db.SaveChangesAsync(ct);
                }

                return intents.Count == 0 ? [] : await GrantAsync(db, [.. intents.Select(e => e.SendId)], ct);
            },
            CancellationToken.None);
        db.ChangeTracker.Clear();
        intents.ForEach(e => e.Durable!.TrySetResult(granted.Contains(e.SendId)));
    }

    // One statement asks everything that forbids: another run, a pause, a restore whose refusals are doubtful (LedgerSends).
    private async Task<HashSet<Guid>> GrantAsync(CampaignsDbContext db, List<Guid> ids, CancellationToken ct)
    {
        var now = db.Now;
        await RenewAsync(db, now, ct);
        var marked = await db.Sends
            .Where(s => ids.Contains(s.Id) && s.State == SendState.Queued)
            .Where(s => db.Campaigns.Any(c => c.Id == campaignId && c.RunId == runId && c.State == CampaignState.Running) && !db.Marks.Any(m => m.SendsOffSince != null))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SendState.Sending).SetProperty(x => x.StartedAt, now), ct);

        // A row that was erased meanwhile is not there to be marked.
        return marked == ids.Count ? [.. ids]
            : marked == 0 ? []
            : [.. await db.Sends.Where(s => ids.Contains(s.Id) && s.State == SendState.Sending && s.StartedAt == now).Select(s => s.Id).ToListAsync(ct)];
    }

    private async Task RenewAsync(CampaignsDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        if (now < _renewAt)
        {
            return;
        }

        var until = now + Lease;
        await db.Campaigns.Where(c => c.Id == campaignId && c.RunId == runId).ExecuteUpdateAsync(s => s.SetProperty(c => c.LeasedUntil, until), ct);
        _renewAt = now + (Lease / 6);
    }

    private sealed record Entry(Guid SendId, Outcome? Outcome, TaskCompletionSource<bool>? Durable);
}
