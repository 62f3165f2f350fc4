using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Providers.Tests;

/// <summary>The tables of Platform as each room's own migrations made them.</summary>
public sealed class PlatformRowTests
{
    // Not a whole number of milliseconds: a column that rounds would show.
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(1)).AddTicks(1234567);

    public static TheoryData<string, DatabaseKind> Everywhere => Schema.Everywhere;

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Outbox_and_inbox_rows_come_back_as_they_went(string name, DatabaseKind kind)
    {
        var (sent, open) = (Guid.CreateVersion7(), await OpenerAsync(name, kind));
        await using (var db = open())
        {
            db.Outbox.Add(new OutboxMessage
            {
                Id = sent, MessageId = sent, MessageType = "Gdpr.X", Body = new string('é', 5000), CreatedAt = At, AvailableAt = At, ExpiresAt = At.AddDays(1), Destination = "x-y",
            });
            db.Inbox.Add(new InboxMessage { MessageId = sent, Endpoint = "a", ConsumedAt = At });
            db.Inbox.Add(new InboxMessage { MessageId = sent, Endpoint = "b", ConsumedAt = At });
            db.DeadMessages.Add(new DeadMessage { Id = sent, MessageId = sent, Endpoint = "a", MessageType = "Gdpr.X", Body = "{}", Reason = "X", Deliveries = 3, At = At });
            await db.SaveChangesAsync();
        }

        await using var after = open();
        var row = await after.Outbox.SingleAsync(m => m.Id == sent && m.AvailableAt <= At && m.DeadAt == null);
        Assert.Equal((5000, At.UtcTicks, At.AddDays(1).UtcTicks), (row.Body.Length, row.CreatedAt.UtcTicks, row.ExpiresAt!.Value.UtcTicks));
        Assert.Equal(["a", "b"], await after.Inbox.Where(m => m.MessageId == sent).OrderBy(m => m.Endpoint).Select(m => m.Endpoint).ToListAsync());
        Assert.Equal(3, (await after.DeadMessages.SingleAsync(m => m.Id == sent)).Deliveries);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task The_inbox_refuses_the_same_message_at_the_same_endpoint(string name, DatabaseKind kind)
    {
        var (message, open) = (Guid.CreateVersion7(), await OpenerAsync(name, kind));
        await using (var db = open())
        {
            db.Inbox.Add(new InboxMessage { MessageId = message, Endpoint = "a", ConsumedAt = At });
            await db.SaveChangesAsync();
        }

        await using var again = open();
        again.Inbox.Add(new InboxMessage { MessageId = message, Endpoint = "a", ConsumedAt = At });

        await Assert.ThrowsAsync<DbUpdateException>(() => again.SaveChangesAsync());
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Keys_holds_reports_audit_and_tombstones_come_back_as_they_went(string name, DatabaseKind kind)
    {
        var (id, subject, open) = (Guid.CreateVersion7(), SubjectId.New(TimeProvider.System), await OpenerAsync(name, kind));
        await using (var db = open())
        {
            db.IdempotencyKeys.Add(new IdempotencyKey { Id = id.ToString("N"), BodyDigest = "d", Status = 201, Response = "{}", Location = "/x", ExpiresAt = At });
            db.Holds.Add(new SubjectHold { RequestId = id, SubjectId = subject, Since = At, EditsHeld = true });
            db.Participations.Add(new ParticipationRecord { RequestId = id, Target = "consent", Phase = "Act", Round = 1, Report = "{}", At = At });
            db.Tombstones.Add(new Tombstone { SubjectId = subject, ErasedAt = At, LedgerSequence = long.MaxValue });
            db.Audit("client", "x.read", subject, id);
            await db.SaveChangesAsync();
        }

        await using var after = open();
        Assert.Equal(At.UtcTicks, (await after.IdempotencyKeys.SingleAsync(k => k.Id == id.ToString("N"))).ExpiresAt.UtcTicks);
        Assert.True(await after.Holds.AnyAsync(h => h.SubjectId == subject && h.EditsHeld));
        Assert.Equal(1, await after.Participations.CountAsync(p => p.RequestId == id && p.Target == "consent" && p.Phase == "Act" && p.Round == 1));
        Assert.Equal(long.MaxValue, (await after.Tombstones.SingleAsync(t => t.SubjectId == subject)).LedgerSequence);
        Assert.Equal(subject, (await after.AuditEntries.SingleAsync(a => a.Reference == id)).SubjectId);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Erasing_twice_leaves_one_tombstone_and_the_highest_mark(string name, DatabaseKind kind)
    {
        var open = await OpenerAsync(name, kind);
        SubjectId[] people = [SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System)];
        foreach (var sequence in (long[])[1_000_000, 999_999])
        {
            await using var db = open();
            await db.EraseAsync(people, sequence, _ => Task.CompletedTask, CancellationToken.None);
        }

        await using var after = open();
        Assert.Equal(2, await after.Tombstones.CountAsync(t => people.Contains(t.SubjectId) && t.LedgerSequence == 1_000_000));
        Assert.Equal(1_000_000, (await after.Marks.SingleAsync()).LedgerSequence);
        Assert.Empty(await after.InTransactionAsync(ct => after.LivingAsync(people, ct), CancellationToken.None));
    }

    private static async Task<Func<RoomDbContext>> OpenerAsync(string name, DatabaseKind kind)
    {
        var schema = Schema.Named(name);
        var connection = await Servers.MigratedAsync(schema, kind);
        return () => schema.Open(kind, connection);
    }
}
