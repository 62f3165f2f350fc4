using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>
/// Raises the alarm when what was done is not what was announced: an audit entry, a task per target, a warning to the DPO.
/// Once per request; it is saved with the answer.
/// </summary>
internal static class PreviewAlarm
{
    public static async Task RaiseAsync(
        SubjectRightsDbContext db, SubjectRequest request, IReadOnlyList<PreviewDifference> differences, GdprSettings settings, CancellationToken ct)
    {
        foreach (var target in differences.Select(d => d.Target).Distinct())
        {
            await RaisedTasks.AddAsync(db, request.CorrelationId, TaskCodes.PreviewDiffers, target, ct);
        }

        if (differences.Count == 0 || await db.Warnings.AnyAsync(w => w.RequestId == request.CorrelationId && w.Level == WarningLevels.PreviewDiffers, ct))
        {
            return;
        }

        Guid? mail = null;
        if (settings.Controller.DpoEmail is { Length: > 0 } address)
        {
            mail = db.NewId();
            db.Mails.Add(Mails.PreviewDiffers(mail.Value, request, differences, address, db.Now));
        }

        db.Warnings.Add(new DeadlineWarning { RequestId = request.CorrelationId, Level = WarningLevels.PreviewDiffers, At = db.Now, MailId = mail });
        db.Audit("system", "request.preview-differs", request.SubjectId, request.CorrelationId);
        db.Remember(request.CorrelationId, "system", WarningLevels.PreviewDiffers);
    }
}

/// <summary>Tasks that stand until somebody ends them.</summary>
internal static class RaisedTasks
{
    public static async Task AddAsync(SubjectRightsDbContext db, Guid requestId, string code, string about, CancellationToken ct)
    {
        var task = await db.Tasks.FindAsync([requestId, code, about], ct)
            ?? db.Tasks.Add(new RequestTask { RequestId = requestId, Code = code, About = about, Raised = true, OpenedAt = db.Now }).Entity;
        if (!task.Raised)
        {
            // Somebody had taken it while it still followed from the state.
            (task.Raised, task.Version) = (true, task.Version + 1);
        }
    }
}
