using System.Threading.Channels;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>
/// Writes intents and results of a run. What the lanes ask for at one moment becomes one commit: an intent is durable
/// before its lane touches the medium, and each lane has at most one message between intent and result. The run's lease
/// is renewed in the same commit: who lost it, or was paused, gets no intent.
/// </summary>
internal sealed class SendJournal(IServiceScopeFactory scopes, Guid campaignId, Guid runId, CampaignsSettings settings)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private const int MostEntries = 256;

    private readonly Channel<Entry> _entries = System.Threading.Channels.Channel.CreateUnbounded<Entry>();

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
                var outcomes = batch.Select(e => e.Outcome).OfType<Outcome>().ToList();
                await db.RecordAsync(campaignId, outcomes, settings, ct);
                var mine = intents.Count == 0 ? [] : await GrantAsync(db, [.. intents.Select(e => e.SendId)], ct);
                await db.SaveChangesAsync(ct);
                return mine;
            },
            CancellationToken.None);
        db.ChangeTracker.Clear();
        intents.ForEach(e => e.Durable!.TrySetResult(granted.Contains(e.SendId)));
    }

    private async Task<HashSet<Guid>> GrantAsync(CampaignsDbContext db, List<Guid> ids, CancellationToken ct)
    {
        var now = db.Now;
        var until = now + Lease;
        var running = await db.Campaigns
            .Where(c => c.Id == campaignId && c.RunId == runId && c.State == CampaignState.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.LeasedUntil, until), ct);
        if (running == 0 || await db.SendsAreOffAsync(ct))
        {
            return [];
        }

        var marked = await db.Sends.Where(s => ids.Contains(s.Id) && s.State == SendState.Queued)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SendState.Sending).SetProperty(x => x.StartedAt, now), ct);

        // A row that was erased meanwhile is not there to be marked.
        return marked == ids.Count ? [.. ids] : [.. await db.Sends.Where(s => ids.Contains(s.Id) && s.State == SendState.Sending && s.StartedAt == now).Select(s => s.Id).ToListAsync(ct)];
    }

    private sealed record Entry(Guid SendId, Outcome? Outcome, TaskCompletionSource<bool>? Durable);
}
