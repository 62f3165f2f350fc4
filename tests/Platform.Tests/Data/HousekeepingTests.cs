using Gdpr.Platform.Data;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Tests.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Data;

public sealed class HousekeepingTests
{
    [Fact]
    public async Task Inbox_rows_are_kept_thirty_days_and_not_longer()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => (o.Clock, o.Asleep) = (clock, true));
        await host.DoAsync(async db =>
        {
            db.Inbox.Add(new InboxMessage { MessageId = Guid.CreateVersion7(), Endpoint = "old", ConsumedAt = db.Now.AddDays(-31) });
            db.Inbox.Add(new InboxMessage { MessageId = Guid.CreateVersion7(), Endpoint = "young", ConsumedAt = db.Now.AddDays(-29) });
            await db.SaveChangesAsync();
        });

        await host.DoAsync(db => Housekeeping<AlphaDbContext>.CleanAsync(db, CancellationToken.None));

        Assert.Equal("young", (await host.AlphaAsync(db => db.Inbox.SingleAsync())).Endpoint);
    }

    [Fact]
    public async Task A_mail_that_will_never_leave_forgets_after_thirty_days_whom_it_was_for()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => (o.Clock, o.Asleep) = (clock, true));
        await host.DoAsync(async db =>
        {
            db.Mails.AddRange(Mail(db, 31, MailErrors.GivenUp), Mail(db, 31, MailErrors.Unknown), Mail(db, 29, MailErrors.GivenUp), Mail(db, 31, null));
            await db.SaveChangesAsync();
        });

        await host.DoAsync(db => Housekeeping<AlphaDbContext>.CleanAsync(db, CancellationToken.None));

        var mails = await host.AlphaAsync(db => db.Mails.AsNoTracking().ToListAsync());
        Assert.Equal(2, mails.Count(m => m is { To: null, Subject: null, Html: null, LastError: not null }));
        Assert.Equal(2, mails.Count(m => m is { To: not null, Subject: not null, Html: not null }));
    }

    private static MailMessage Mail(AlphaDbContext db, int days, string? error) => new()
    {
        Id = db.NewId(), Kind = "test", To = "ann@example.test", Subject = "s", Html = "h", CreatedAt = db.Now.AddDays(-days), AvailableAt = db.Now.AddDays(1), LastError = error,
    };
}
