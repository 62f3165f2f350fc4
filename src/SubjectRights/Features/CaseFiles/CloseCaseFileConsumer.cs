using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>
/// Sets the end of a case's key: 30 days after the answer, so that a bounced one can still be sent again. A restriction
/// keeps its case until it is lifted, because the person must be told first (Art. 18(3)).
/// </summary>
internal sealed class CloseCaseFileConsumer(SubjectRightsDbContext db) : IConsumer<SubjectRequestClosed>, IConsumer<RestrictionLifted>
{
    internal static readonly TimeSpan AnswerStands = TimeSpan.FromDays(30);

    public async Task Consume(ConsumeContext<SubjectRequestClosed> context)
    {
        var id = context.Message.RequestId;
        var inForce = await db.Requests.IgnoreAutoIncludes().AnyAsync(
            r => r.CorrelationId == id && r.Right == RightRequested.Restriction && r.CurrentState == RequestStates.Completed && r.LiftedAt == null,
            context.CancellationToken);
        if (!inForce)
        {
            await EndAsync(id, context.CancellationToken);
        }
    }

    public Task Consume(ConsumeContext<RestrictionLifted> context) => EndAsync(context.Message.RequestId, context.CancellationToken);

    // A case that is closed once more because its second check is over keeps the end it had; one whose answer came back
    // keeps its key until the answer has arrived.
    private async Task EndAsync(Guid requestId, CancellationToken ct)
    {
        var file = await db.CaseFiles.FindAsync([requestId], ct);
        var again = await db.Requests.IgnoreAutoIncludes().AnyAsync(r => r.CorrelationId == requestId && r.SecondCheckAt != null, ct);
        var bounced = await db.Tasks.AnyAsync(t => t.RequestId == requestId && t.Code == TaskCodes.AnswerBounced && t.DoneAt == null, ct);
        if (file is not null && !bounced && (again || file.KeyEndsAt is null))
        {
            file.KeyEndsAt = db.Now + AnswerStands;
        }
    }
}
