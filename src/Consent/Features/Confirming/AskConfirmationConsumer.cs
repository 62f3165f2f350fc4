using Gdpr.Consent.Data;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Confirming;

/// <summary>Mails the link of the second step to the address that is the person's; once.</summary>
internal sealed class AskConfirmationConsumer(ConsentDbContext db, Addresses addresses, Links links, GdprSettings settings) : IConsumer<AskConfirmation>
{
    private const string Kind = "consent-confirmation";

    public async Task Consume(ConsumeContext<AskConfirmation> context)
    {
        var (id, ct) = (context.Message.EventId, context.CancellationToken);
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } asked
            || await db.Mails.AnyAsync(m => m.Reference == id && m.Kind == Kind, ct)
            || await addresses.OfAsync(asked.SubjectId, ct) is not { } to)
        {
            return;
        }

        var purpose = await db.PurposeAsync(asked.Purpose, ct);
        var notice = await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == asked.NoticeId, ct);
        var language = to.Language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "fr";
        db.Mails.Add(db.To(to, Kind, asked, ConsentMails.Confirmation(purpose, notice, links.AddressOf(Links.Confirmation, id, language), settings.Controller, language)));
    }
}
