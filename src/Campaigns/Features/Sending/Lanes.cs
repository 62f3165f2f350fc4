using System.Threading.Channels;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>The open connections of a run. Each writes, has the intent made durable, sends, and hands in the result.</summary>
internal sealed class Lanes(
    Media media, Composer composer, SendJournal journal, Campaign campaign, Template template, Words words, TimeProvider clock) : IAsyncDisposable
{
    private readonly List<ILane> _open = [.. Enumerable.Range(0, media.Lanes).Select(_ => media.Lane(campaign.Channel, campaign.SenderAddress))];

    /// <summary>Goes once through everything that is due; true when it is worth going again.</summary>
    public async Task<bool> PassAsync(Filling filling, CancellationToken ct)
    {
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var drafts = System.Threading.Channels.Channel.CreateBounded<Draft>(media.Lanes * 2);
        var working = _open.Select(lane => WorkAsync(lane, drafts.Reader, halt)).ToList();
        var any = false;
        try
        {
            any = await FillAsync(filling, drafts.Writer, halt.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // A lane stopped the pass: its reason is in the rows, the next look goes on.
        }
        finally
        {
            drafts.Writer.TryComplete();
            await Task.WhenAll(working);
        }

        return any && !halt.IsCancellationRequested;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _open)
        {
            await lane.DisposeAsync();
        }
    }

    // While one batch leaves the next is decided: neither waits for the other, and a batch lives half of a decision's life.
    private async Task<bool> FillAsync(Filling filling, ChannelWriter<Draft> drafts, CancellationToken ct)
    {
        filling.Restart();
        var any = false;
        var next = filling.NextAsync(ct);
        try
        {
            while (await next is { } batch)
            {
                next = filling.NextAsync(ct);
                any |= batch.Count > 0;
                var started = clock.GetTimestamp();
                foreach (var draft in batch)
                {
                    await drafts.WriteAsync(draft, ct);
                }

                filling.Took(clock.GetElapsedTime(started));
            }
        }
        finally
        {
            // Its database is closed behind it: nothing may still be using it.
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return any;
    }

    private async Task WorkAsync(ILane lane, ChannelReader<Draft> drafts, CancellationTokenSource halt)
    {
        try
        {
            await foreach (var draft in drafts.ReadAllAsync(CancellationToken.None))
            {
                if (!halt.IsCancellationRequested)
                {
                    await OneAsync(lane, draft, halt);
                }
            }
        }
        catch
        {
            await halt.CancelAsync();
            throw;
        }
    }

    private async Task OneAsync(ILane lane, Draft draft, CancellationTokenSource halt)
    {
        var parcel = Write(draft);
        await lane.OpenAsync(halt.Token);

        // Too old by now: the row stays queued and is decided anew.
        if (clock.GetUtcNow() - draft.DecidedAt > Filling.DecisionLife)
        {
            return;
        }

        if (await journal.IntendAsync(draft.SendId))
        {
            journal.Record(parcel.Unsaid is { } unsaid ? new Outcome(parcel.SendId, parcel.SubjectId, Fate.Failed, unsaid) : await lane.SendAsync(parcel));
        }
        else
        {
            await halt.CancelAsync();
        }
    }

    private Parcel Write(Draft draft)
    {
        var letter = composer.Write(campaign, template, words, draft.To, draft.SendId, draft.VariantB);
        var mail = campaign.Channel == Domain.Channel.Email ? composer.Mail(campaign, letter, draft.Address, draft.SendId) : null;
        return new Parcel(draft.SendId, draft.To.SubjectId, draft.DecidedAt, draft.Address, mail, letter.Text) { Unsaid = letter.Unsaid };
    }
}
