using Gdpr.Consent.Data;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Receipting;

/// <summary>Mails the receipt of a consent with the link by which it is taken back; once, however often it is asked for.</summary>
internal sealed class SendReceiptConsumer(ConsentDbContext db, Addresses addresses, Links links, GdprSettings settings) : IConsumer<SendReceipt>
{
    private const string Kind = "consent-receipt";

    public async Task Consume(ConsumeContext<SendReceipt> context)
    {
        var (id, ct) = (context.Message.EventId, context.CancellationToken);
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } said
            || await db.Mails.AnyAsync(m => m.Reference == id && m.Kind == Kind, ct)
            || await addresses.OfAsync(said.SubjectId, ct) is not { } to)
        {
            return;
        }

        var purpose = await db.PurposeAsync(said.Purpose, ct);
        var notice = await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == said.NoticeId, ct);
        var language = to.Language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "fr";
        db.Mails.Add(db.To(to, Kind, said, ConsentMails.Receipt(said, purpose, notice, links.AddressOf(Links.Withdrawal, id, language), settings.Controller, language)));
    }
}
