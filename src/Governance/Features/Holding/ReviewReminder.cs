using Gdpr.Platform.Data;
using System.Net;
using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Features.Holding;

/// <summary>
/// Reminds the DPO of holds whose review is due, and again each week until somebody has looked: a hold is not forgotten.
/// The mail names the hold by its id alone.
/// </summary>
internal sealed partial class ReviewReminder(
    IServiceScopeFactory scopes, SchemaReady<GovernanceDbContext> schema, GdprSettings settings, IConfiguration configuration, TimeProvider clock,
    ILogger<ReviewReminder> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Again = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await SweepAsync(scope.ServiceProvider.GetRequiredService<GovernanceDbContext>(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task SweepAsync(GovernanceDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        var due = await db.LitigationHolds.AsNoTracking().Where(h => h.RemindAt <= now).OrderBy(h => h.RemindAt).Take(100).ToListAsync(ct);
        foreach (var hold in due)
        {
            await db.InTransactionAsync(token => RemindAsync(db, hold, token), ct);
        }
    }

    // The update of the due time is the claim: of several instances one writes the mail, in the same commit.
    private async Task RemindAsync(GovernanceDbContext db, LitigationHold hold, CancellationToken ct)
    {
        var mine = await db.LitigationHolds.Where(h => h.Id == hold.Id && h.RemindAt == hold.RemindAt && h.Version == hold.Version)
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.RemindAt, db.Now + Again).SetProperty(h => h.Version, h => h.Version + 1), ct);
        if (mine == 0)
        {
            return;
        }

        if (settings.Controller.DpoEmail is { Length: > 0 } dpo)
        {
            db.Mails.Add(Write(db, hold, dpo));
        }

        db.Audit("system", "litigation-hold.review-due", hold.SubjectId, hold.Id);
        await db.SaveChangesAsync(ct);
    }

    private MailMessage Write(GovernanceDbContext db, LitigationHold hold, string dpo)
    {
        var french = settings.Controller.Country.StartsWith("FR", StringComparison.Ordinal);
        var address = WebUtility.HtmlEncode($"{configuration["Gdpr:PublicUrl"] ?? "http://localhost:8080"}/api/governance/litigation-holds/{hold.Id}");
        var day = hold.ReviewDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new MailMessage
        {
            Id = db.NewId(),
            Kind = "litigation-hold-review",
            Reference = hold.Id,
            To = dpo,
            Subject = french ? "Conservation pour contentieux à réexaminer" : "Litigation hold to be reviewed",
            Html = french
                ? $"<p lang=\"fr\">La conservation {hold.Id} devait être réexaminée le {day}. Prolongez-la avec son motif, ou levez-la : {address}</p>"
                : $"<p lang=\"en\">Litigation hold {hold.Id} was to be reviewed on {day}. Extend it with a reason, or release it: {address}</p>",
            CreatedAt = db.Now,
            AvailableAt = db.Now,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Holds due for review cannot be read ({Error}); asked again at the next tick")]
        public static partial void Failed(ILogger logger, string error);
    }
}
