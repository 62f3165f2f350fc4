using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Mail;

/// <summary>
/// Sends a room's mails, to SMTP or the pickup folder. Address and body go once sent. SMTP has no key: a mail whose
/// sending was cut off is marked <c>MAIL_UNKNOWN</c> and not repeated by itself.
/// </summary>
internal sealed partial class MailSender<TDb>(
    IServiceScopeFactory scopes, SchemaReady<TDb> schema, IMailMedium medium, TimeProvider clock, ILogger<MailSender<TDb>> log) : BackgroundService
    where TDb : RoomDbContext
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await SendDueAsync(scope.ServiceProvider.GetRequiredService<TDb>(), stoppingToken);
                medium.Forget();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, typeof(TDb).Name, e.GetType().Name);
            }
        }
    }

    private async Task SendDueAsync(TDb db, CancellationToken ct)
    {
        var now = db.Now;
        var due = await db.Mails
            .Where(m => m.SentAt == null && m.AvailableAt <= now && m.LastError != MailErrors.Unknown && m.LastError != MailErrors.GivenUp)
            .OrderBy(m => m.AvailableAt)
            .Take(100)
            .ToListAsync(ct);
        foreach (var mail in due)
        {
            await SendAsync(db, mail, ct);
        }

        // The address was in the clear while the mail waited: it must not stay in the journal either.
        if (due.Count > 0)
        {
            await SqlitePragmas.TruncateJournalAsync(db);
        }
    }

    private async Task SendAsync(TDb db, MailMessage mail, CancellationToken ct)
    {
        if (mail.StartedAt is not null && !medium.Repeatable)
        {
            mail.LastError = MailErrors.Unknown;
            Sends.Count("mail", "unknown");
            await db.SaveChangesAsync(ct);
            return;
        }

        var started = mail.StartedAt;
        var lease = db.Now + Lease(db);
        var mine = await db.WriteAsync(
            () => db.Mails.Where(m => m.Id == mail.Id && m.StartedAt == started && m.SentAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.StartedAt, db.Now).SetProperty(m => m.AvailableAt, lease), ct),
            ct);
        if (mine == 0)
        {
            return;
        }

        await db.Entry(mail).ReloadAsync(ct);
        try
        {
            await medium.SendAsync(mail, ct);
            mail.SentAt = db.Now;
            mail.To = mail.Subject = mail.Html = null;
            mail.LastError = null;
            Sends.Count("mail", "sent");
        }
        catch (MailUnknownException)
        {
            mail.LastError = MailErrors.Unknown;
            Sends.Count("mail", "unknown");
            Log.Unknown(log, mail.Id);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The medium refused it: nothing left, so it may be tried again.
            mail.StartedAt = null;
            mail.Attempts++;
            mail.LastError = mail.Attempts >= 12 ? MailErrors.GivenUp : e.GetType().Name;
            Sends.Count("mail", mail.LastError == MailErrors.GivenUp ? "givenUp" : "refused");
            mail.AvailableAt = db.Now + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, mail.Attempts)));
            Log.Refused(log, mail.Id, e.GetType().Name);
        }

        await db.SaveChangesAsync(ct);
    }

    // While one instance sends, another must not take the mail for one that a crash cut off; a SQLite file has one instance.
    private static TimeSpan Lease(TDb db) => db.Database.IsSqlite() ? TimeSpan.Zero : TimeSpan.FromMinutes(3);

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Error, "Mail {Id} was cut off while it left; a person decides whether it is sent again")]
        public static partial void Unknown(ILogger logger, Guid id);

        [LoggerMessage(1, LogLevel.Warning, "Mail of {Context} failed ({Error})")]
        public static partial void Failed(ILogger logger, string context, string error);

        [LoggerMessage(2, LogLevel.Warning, "Mail {Id} was refused ({Error}); it is tried again")]
        public static partial void Refused(ILogger logger, Guid id, string error);
    }
}

/// <summary>Codes of mails that need a person.</summary>
public static class MailErrors
{
    public const string Unknown = "MAIL_UNKNOWN";
    public const string GivenUp = "MAIL_GIVEN_UP";
}

/// <summary>Adds a room's mail sender.</summary>
public static class MailServices
{
    public static void AddRoomMail<TDb>(this IHostApplicationBuilder builder)
        where TDb : RoomDbContext
    {
        builder.Services.AddHostedService<MailSender<TDb>>();
        builder.Services.AddSingleton(s => MailMedium.Create(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<GdprSettings>(), s.GetRequiredService<TimeProvider>()));
    }
}
