using Gdpr.Messages.Connectors;
using Gdpr.SubjectRights.Data;
using MassTransit;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>Keeps the list of third parties that take part in new requests.</summary>
internal sealed class ConnectionConsumer(SubjectRightsDbContext db) : IConsumer<ConnectionEnabled>, IConsumer<ConnectionDisabled>
{
    public async Task Consume(ConsumeContext<ConnectionEnabled> context)
    {
        var m = context.Message;
        var known = await db.Connections.FindAsync([m.ConnectionId], context.CancellationToken);
        known ??= db.Connections.Add(new KnownConnection { ConnectionId = m.ConnectionId, Target = m.Target, Role = m.Role }).Entity;
        (known.Target, known.Role, known.Enabled) = (m.Target, m.Role, true);
    }

    public async Task Consume(ConsumeContext<ConnectionDisabled> context)
    {
        var known = await db.Connections.FindAsync([context.Message.ConnectionId], context.CancellationToken);
        if (known is not null)
        {
            known.Enabled = false;
        }
    }
}
