using Gdpr.Platform.Data;
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
}
