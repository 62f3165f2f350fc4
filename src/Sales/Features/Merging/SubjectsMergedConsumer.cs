using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using Gdpr.Sales.Data;
using MassTransit;

namespace Gdpr.Sales.Features.Merging;

/// <summary>Two ids are one customer: the lists of one show what was bought under both.</summary>
internal sealed class SubjectsMergedConsumer(SalesDbContext db) : IConsumer<SubjectsMerged>
{
    public Task Consume(ConsumeContext<SubjectsMerged> context) => db.InTransactionAsync(
        async ct =>
        {
            await db.MergeAsync(context.Message.Survivor, context.Message.Absorbed, ct);
            await db.SaveChangesAsync(ct);
        },
        context.CancellationToken);
}
