using System.Diagnostics;
using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Participation;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Participating;

/// <summary>
/// Takes the questions of the participation protocol for every connection. It only writes down what is asked: calls to
/// third parties take long and fail often, and never hold a message.
/// </summary>
internal sealed class ParticipationConsumer(ConnectorsDbContext db)
    : IConsumer<LocateSubject>, IConsumer<CarryOut>, IConsumer<VerifySubject>, IConsumer<SubjectRequestClosed>
{
    public Task Consume(ConsumeContext<LocateSubject> context)
    {
        var m = context.Message;
        return OnceAsync(m.RequestId, m.Target, TaskPhase.Locate, m.Round, m.Right, [], context.CancellationToken);
    }

    public Task Consume(ConsumeContext<CarryOut> context)
    {
        var m = context.Message;
        return OnceAsync(m.RequestId, m.Target, TaskPhase.Act, m.Round, m.Right, m.Plan, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<VerifySubject> context)
    {
        var m = context.Message;
        return OnceAsync(m.RequestId, m.Target, TaskPhase.Verify, m.Round, m.Right, [], context.CancellationToken);
    }

    /// <summary>What was kept for the case goes, the keys of its exports first of all; ledger and disclosures stay as evidence.</summary>
    public Task Consume(ConsumeContext<SubjectRequestClosed> context)
    {
        var id = context.Message.RequestId;
        return db.InTransactionAsync(
            async ct =>
            {
                await db.Exports.Where(e => e.RequestId == id).ExecuteDeleteAsync(ct);
                await db.Tasks.Where(t => t.RequestId == id).ExecuteDeleteAsync(ct);
            },
            context.CancellationToken);
    }

    private async Task OnceAsync(
        Guid requestId, string target, TaskPhase phase, int round, RightRequested right, Datum[] plan, CancellationToken ct)
    {
        var known = await db.Tasks.AsNoTracking().SingleOrDefaultAsync(
            t => t.RequestId == requestId && t.Target == target && t.Phase == phase && t.Round == round, ct);
        if (known?.Report is { } report)
        {
            db.Send(ParticipationEndpoints.Saga, JsonSerializer.Deserialize<ParticipantReported>(report, MessageJson.Options)!);
        }

        if (known is not null)
        {
            return;
        }

        db.Tasks.Add(new ConnectionTask
        {
            Id = db.NewId(),
            RequestId = requestId,
            Target = target,
            Phase = phase,
            Round = round,
            Right = right,
            Plan = plan.Length == 0 ? null : JsonSerializer.Serialize(plan, MessageJson.Options),
            DueAt = db.Now,
            TraceParent = Activity.Current?.Id,
        });
    }
}
