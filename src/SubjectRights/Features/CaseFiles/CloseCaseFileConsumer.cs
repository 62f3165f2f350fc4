using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Data;
using MassTransit;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>Sets the end of a case's key: 30 days after the answer, so that a bounced one can still be sent again.</summary>
internal sealed class CloseCaseFileConsumer(SubjectRightsDbContext db) : IConsumer<SubjectRequestClosed>
{
    private static readonly TimeSpan AnswerStands = TimeSpan.FromDays(30);

    public async Task Consume(ConsumeContext<SubjectRequestClosed> context)
    {
        var file = await db.CaseFiles.FindAsync([context.Message.RequestId], context.CancellationToken);
        if (file is not null)
        {
            file.KeyEndsAt = db.Now + AnswerStands;
        }
    }
}
