using Gdpr.Platform.Data;
using Gdpr.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Telemetry;

/// <summary>How full a room's outbox and inbox are, how late, and what waits for an operator.</summary>
internal sealed class PlumbingFigures<TDb> : IFigures<TDb>
    where TDb : RoomDbContext
{
    // The inbox remembers 30 days of messages: counting it is the one question that is not cheap.
    private const int CountInboxEach = 20;

    private static readonly FigureKind Outbox = new("gdpr.outbox.depth", "{message}", "Messages written and not yet delivered");
    private static readonly FigureKind Late = new("gdpr.outbox.late", "s", "How long the most overdue message of the outbox has waited past its time");
    private static readonly FigureKind Inbox = new("gdpr.inbox.depth", "{message}", "Messages remembered as handled");
    private static readonly FigureKind SetAside = new("gdpr.messages.set_aside", "{message}", "Messages that wait for an operator to replay or drop them");
    private static readonly FigureKind MailsWaiting = new("gdpr.mails.waiting", "{mail}", "Mails that have not left yet");
    private static readonly FigureKind MailsStuck = new("gdpr.mails.stuck", "{mail}", "Mails that a person must decide about");

    private int _reads;
    private int _inbox;

    public IReadOnlyList<FigureKind> Kinds { get; } = [Outbox, Late, Inbox, SetAside, MailsWaiting, MailsStuck];

    public async Task<IReadOnlyList<Figure>> ReadAsync(TDb db, CancellationToken ct)
    {
        var now = db.Now;
        var room = new KeyValuePair<string, object?>("room", db.Room);
        if (_reads++ % CountInboxEach == 0)
        {
            _inbox = await db.Inbox.CountAsync(ct);
        }

        var waiting = await db.Outbox.CountAsync(m => m.DeadAt == null, ct);
        var oldest = await db.Outbox.Where(m => m.DeadAt == null && m.AvailableAt <= now).MinAsync(m => (DateTimeOffset?)m.AvailableAt, ct);
        var dead = await db.Outbox.CountAsync(m => m.DeadAt != null, ct) + await db.DeadMessages.CountAsync(m => m.ReplayedAt == null, ct);
        var stuck = await db.Mails.CountAsync(m => m.SentAt == null && (m.LastError == MailErrors.Unknown || m.LastError == MailErrors.GivenUp), ct);
        var mails = await db.Mails.CountAsync(m => m.SentAt == null, ct);
        return
        [
            new(Outbox, waiting, room), new(Late, oldest is { } due ? (now - due).TotalSeconds : 0, room), new(Inbox, _inbox, room),
            new(SetAside, dead, room), new(MailsWaiting, mails - stuck, room), new(MailsStuck, stuck, room),
        ];
    }
}
