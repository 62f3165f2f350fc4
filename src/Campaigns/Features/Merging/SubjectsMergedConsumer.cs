using Gdpr.Campaigns.Data;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using MassTransit;

namespace Gdpr.Campaigns.Features.Merging;

/// <summary>Two ids are one person: a refusal, a pause and the frequency cap of either count for both.</summary>
internal sealed class SubjectsMergedConsumer(CampaignsDbContext db) : IConsumer<SubjectsMerged>
{
    public Task Consume(ConsumeContext<SubjectsMerged> context) => db.InTransactionAsync(
        async ct =>
        {
            await db.MergeAsync(context.Message.Survivor, context.Message.Absorbed, ct);
            await db.SaveChangesAsync(ct);
        },
        context.CancellationToken);
}
