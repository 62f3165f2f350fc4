using Gdpr.Consent.Data;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using MassTransit;

namespace Gdpr.Consent.Features.Merging;

/// <summary>Two ids are one person: every refusal of either stands against both, the stricter one wins (DESIGN 2, 4.8).</summary>
internal sealed class SubjectsMergedConsumer(ConsentDbContext db) : IConsumer<SubjectsMerged>
{
    public Task Consume(ConsumeContext<SubjectsMerged> context) =>
        db.InTransactionAsync(ct => db.MergeAsync(context.Message.Survivor, context.Message.Absorbed, ct), context.CancellationToken);
}
