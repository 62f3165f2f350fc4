using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Alarms the DPO when erased data is there again: somebody or something brings it back, and will do so again.</summary>
internal sealed class ErasureCameBackConsumer(SubjectRightsDbContext db, GdprSettings settings) : IConsumer<ErasureCameBack>
{
    public async Task Consume(ConsumeContext<ErasureCameBack> context)
    {
        var (m, ct) = (context.Message, context.CancellationToken);
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == m.RequestId, ct);
        if (await db.CaseFiles.FindAsync([m.RequestId], ct) is { } file)
        {
            // The case is open again: the answer to come must stand its own time.
            file.KeyEndsAt = null;
        }

        foreach (var target in m.Targets)
        {
            await RaisedTasks.AddAsync(db, m.RequestId, TaskCodes.CameBack, target, ct);
        }

        if (await db.Warnings.AnyAsync(w => w.RequestId == m.RequestId && w.Level == WarningLevels.CameBack, ct))
        {
            return;
        }

        Guid? mail = null;
        if (settings.Controller.DpoEmail is { Length: > 0 } address)
        {
            mail = db.NewId();
            db.Mails.Add(Mails.CameBack(mail.Value, request, m.Targets, address, db.Now));
        }

        db.Warnings.Add(new DeadlineWarning { RequestId = m.RequestId, Level = WarningLevels.CameBack, At = db.Now, MailId = mail });
    }
}
