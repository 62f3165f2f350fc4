using System.Security.Cryptography;
using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>
/// One run of a campaign, by one process at a time: claims it, gives everybody of the segment a row, sends what is due.
/// Whatever an earlier run left between intent and result is <em>unknown</em> and is not sent again by itself.
/// </summary>
internal sealed class CampaignRun(
    IServiceScopeFactory scopes, People people, Reach reach, Media media, Composer composer, CampaignsSettings settings, TimeProvider clock)
{
    private const int Page = 1000;

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CampaignsDbContext>();
        var runId = db.NewId();
        if (!await ClaimAsync(db, id, runId, ct))
        {
            return;
        }

        try
        {
            await PrepareAsync(db, id, runId, ct);
            await SendAsync(db, id, runId, ct);
        }
        finally
        {
            db.ChangeTracker.Clear();
            await db.WriteAsync(
                () => db.Campaigns.Where(c => c.Id == id && c.RunId == runId)
                    .ExecuteUpdateAsync(s => s.SetProperty(c => c.RunId, (Guid?)null).SetProperty(c => c.LeasedUntil, (DateTimeOffset?)null), CancellationToken.None),
                CancellationToken.None);
        }
    }

    private static Task<bool> ClaimAsync(CampaignsDbContext db, Guid id, Guid runId, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var (now, until, alone) = (db.Now, db.Now + SendJournal.Lease, db.Database.IsSqlite());
            var mine = await db.Campaigns
                .Where(c => c.Id == id && c.State == CampaignState.Running && (c.LeasedUntil == null || c.LeasedUntil <= now || alone))
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.RunId, runId).SetProperty(c => c.LeasedUntil, until), token);
            if (mine == 1)
            {
                await db.Sends.Where(s => s.CampaignId == id && s.State == SendState.Sending)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SendState.Unknown).SetProperty(x => x.Code, "CUT_OFF"), token);
            }

            return mine == 1;
        },
        ct);

    private async Task PrepareAsync(CampaignsDbContext db, Guid id, Guid runId, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        if (campaign.Prepared)
        {
            return;
        }

        var criteria = await db.Segments.Where(s => s.Id == campaign.SegmentId).Select(s => s.Criteria).SingleAsync(ct);
        var (cursor, prepared) = (campaign.Cursor, false);
        while (!prepared)
        {
            var page = await people.PageAsync(criteria, cursor, Page, ct);
            prepared = page.Count == 0;
            cursor = prepared ? cursor : page[^1].Value;
            await db.InTransactionAsync(token => AddAsync(db, campaign, runId, page, cursor, token), ct);
        }
    }

    private async Task AddAsync(CampaignsDbContext db, Campaign campaign, Guid runId, IReadOnlyList<SubjectId> page, Guid cursor, CancellationToken ct)
    {
        var (until, done) = (db.Now + SendJournal.Lease, page.Count == 0);
        var mine = await db.Campaigns.Where(c => c.Id == campaign.Id && c.RunId == runId).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Cursor, cursor).SetProperty(c => c.Prepared, done).SetProperty(c => c.LeasedUntil, until), ct);
        if (mine == 0)
        {
            throw new OperationCanceledException("Another run has the campaign.");
        }

        var living = await db.LivingAsync(page, ct);
        await db.BulkInsertAsync<Send>([.. living.Select(s => Row(db, campaign, s))], ct);
    }

    private static Send Row(CampaignsDbContext db, Campaign campaign, SubjectId subject) => new()
    {
        Id = db.NewId(),
        CampaignId = campaign.Id,
        SubjectId = subject,
        AvailableAt = db.Now,
        VariantB = campaign.ShareOfB is { } share && SHA256.HashData(subject.Value.ToByteArray())[0] % 100 < share,
    };

    private async Task SendAsync(CampaignsDbContext db, Guid id, Guid runId, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var template = await db.Templates.AsNoTracking().SingleAsync(t => t.Id == campaign.TemplateId, ct);
        if (campaign.Channel == Channel.Phone || !IsOpen(campaign))
        {
            return;
        }

        var journal = new SendJournal(scopes, id, runId, settings);
        var filling = new Filling(db, reach, campaign, MandatoryWords.FactsOf(template));
        var writing = journal.WriteAsync();
        try
        {
            await using var lanes = new Lanes(media, composer, journal, campaign, template, Words.Of(template), clock);
            while (IsOpen(campaign) && await lanes.PassAsync(filling, ct))
            {
            }
        }
        finally
        {
            journal.End();
            await writing;
        }

        await EndAsync(db, id, runId, ct);
    }

    // Evaluated anew at each pass: a window may close while a large campaign runs.
    private bool IsOpen(Campaign campaign) => campaign.Window.IsOpen(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), settings.Zone).DateTime);

    private static Task EndAsync(CampaignsDbContext db, Guid id, Guid runId, CancellationToken ct)
    {
        var now = db.Now;
        return db.WriteAsync(
            () => db.Campaigns
                .Where(c => c.Id == id && c.RunId == runId && c.State == CampaignState.Running && c.AfterConsentHours == null)
                .Where(c => !db.Sends.Any(s => s.CampaignId == id && (s.State == SendState.Queued || s.State == SendState.Sending)))
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CampaignState.Completed).SetProperty(c => c.EndedAt, now).SetProperty(c => c.Trouble, (string?)null), ct),
            ct);
    }
}
