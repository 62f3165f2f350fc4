using Gdpr.Consent.Data;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using MassTransit;

namespace Gdpr.Consent.Features.Objecting;

/// <summary>Suppresses the identifiers of an objection to marketing without waiting for proof of identity (Art. 21(3)).</summary>
internal sealed class ObjectToMarketingConsumer(ConsentDbContext db, Objections objections, CaseFiles cases) : IConsumer<ObjectToMarketing>
{
    public async Task Consume(ConsumeContext<ObjectToMarketing> context)
    {
        var id = context.Message.RequestId;
        if (await cases.ReadAsync(db.Room, id, context.CancellationToken) is { } file)
        {
            await db.InTransactionAsync(
                ct => objections.RecordAsync(id, file.Subjects, file.Known(), file.Asked, ct), context.CancellationToken);
        }
    }
}
