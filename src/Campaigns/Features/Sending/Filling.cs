using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>
/// Takes what is due in batches, has each decided, and stores the decision with the row before anything leaves. A batch is
/// as large as the lanes empty in half the time that a decision lives.
/// </summary>
internal sealed class Filling(CampaignsDbContext db, Reach reach, Campaign campaign, MessageFacts? message)
{
    public static readonly TimeSpan DecisionLife = TimeSpan.FromSeconds(5);
    private const int MostBatch = 400;
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private readonly Throttle? _throttle = campaign is { PerDomainPerMinute: { } most, Channel: Channel.Email } ? new Throttle(most) : null;
    private Guid _last = Guid.Empty;
    private int _size = 100;

    /// <summary>Begins again with the first row that is due.</summary>
    public void Restart() => _last = Guid.Empty;

    /// <summary>The lanes took <paramref name="took"/> for the last batch.</summary>
    public void Took(TimeSpan took) => _size = Math.Clamp((int)(_size * DecisionLife.TotalSeconds / 2 / Math.Max(0.001, took.TotalSeconds)), 8, Math.Min(MostBatch, _size * 2));

    /// <summary>The next messages that may leave; null when nothing is due any more.</summary>
    public async Task<IReadOnlyList<Draft>?> NextAsync(CancellationToken ct)
    {
        var now = db.Now;
        db.ChangeTracker.Clear();
        var rows = await db.Sends
            .Where(s => s.CampaignId == campaign.Id && s.State == SendState.Queued && s.AvailableAt <= now && s.Id > _last)
            .OrderBy(s => s.Id)
            .Take(_size)
            .ToListAsync(ct);
        if (rows.Count == 0)
        {
            return null;
        }

        _last = rows[^1].Id;
        var judged = (await reach.JudgeAsync(db, campaign, message, [.. rows.Select(r => r.SubjectId)], ct)).ToDictionary(j => j.SubjectId);
        await (_throttle?.LookAsync(db, campaign.Id, ct) ?? Task.CompletedTask);
        var drafts = new List<Draft>(rows.Count);
        foreach (var row in rows)
        {
            if (Decide(row, judged[row.SubjectId]) is { } draft)
            {
                drafts.Add(draft);
            }
        }

        await SaveAsync(rows, drafts, ct);
        return drafts;
    }

    private Draft? Decide(Send row, Judged judged)
    {
        (row.Code, row.RuleId, row.Evidence, row.DecidedAt) = (judged.Code, judged.Decision?.RuleId, judged.Evidence, judged.DecidedAt);
        if (judged.Code == "UNAVAILABLE")
        {
            row.AvailableAt = db.Now + Later;
            return null;
        }

        if (!judged.Allowed)
        {
            row.State = SendState.Excluded;
            return null;
        }

        var address = Reach.AddressOf(campaign.Channel, judged.Recipient!)!;
        if (campaign.Channel == Channel.Email && !MailboxAddress.TryParse(address, out _))
        {
            (row.State, row.Code) = (SendState.Excluded, "ADDRESS_MALFORMED");
            return null;
        }

        row.Domain = campaign.Channel == Channel.Email ? address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant() : null;
        if (_throttle?.Wait(row.Domain!, db.Now) is { } wait)
        {
            row.AvailableAt = db.Now + wait;
            return null;
        }

        return new Draft(row.Id, judged.Recipient!, address, row.VariantB, judged.DecidedAt);
    }

    private Task SaveAsync(List<Send> rows, List<Draft> drafts, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var living = (await db.LivingAsync([.. rows.Select(r => r.SubjectId)], token)).ToHashSet();
            foreach (var gone in rows.Where(r => !living.Contains(r.SubjectId)))
            {
                db.Entry(gone).State = EntityState.Detached;
                drafts.RemoveAll(d => d.SendId == gone.Id);
            }

            await db.SaveChangesAsync(token);
        },
        ct);
}
