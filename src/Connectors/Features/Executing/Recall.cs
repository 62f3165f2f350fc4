using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>Looks up what the same third party said in earlier phases of the request, where that decides what to do now.</summary>
internal sealed class Recall(ConnectorsDbContext db, ExportSeal seal)
{
    public async Task<Course> CourseAsync(ConnectionTask task, Connection connection, CancellationToken ct)
    {
        var located = task.Phase == TaskPhase.Act ? (await LastAsync(task, TaskPhase.Locate, ct))?.Data ?? [] : [];
        var acted = task.Phase == TaskPhase.Verify ? await LastAsync(task, TaskPhase.Act, ct) : null;
        var course = Questions.Of(task, connection.Role, connection.MarketsForUs, located, acted);

        // Verifying a copy means reading it back as SubjectRights will.
        var copied = task.Phase == TaskPhase.Verify && connection.Role != ConnectionRole.Recipient && Questions.IsProvided(task.Right);
        return copied && !await CopyIsThereAsync(task, acted, ct) ? Course.Telling(Verdict.NeedsHuman(TaskCodes.ExportUnreadable)) : course;
    }

    private async Task<bool> CopyIsThereAsync(ConnectionTask task, ParticipantReported? acted, CancellationToken ct)
    {
        if (acted is null || acted.Data.All(d => d.Outcome != Outcome.Provided))
        {
            return acted is not null;
        }

        var actId = await db.Tasks.Where(t => t.RequestId == task.RequestId && t.Target == task.Target && t.Phase == TaskPhase.Act && t.Report != null)
            .OrderByDescending(t => t.Round).Select(t => t.Id).FirstAsync(ct);
        var export = await db.Exports.AsNoTracking().SingleOrDefaultAsync(e => e.TaskId == actId, ct);
        return export is not null && seal.OpenOrNull(export) is not null;
    }

    private async Task<ParticipantReported?> LastAsync(ConnectionTask task, TaskPhase phase, CancellationToken ct)
    {
        var report = await db.Tasks.AsNoTracking()
            .Where(t => t.RequestId == task.RequestId && t.Target == task.Target && t.Phase == phase && t.Report != null)
            .OrderByDescending(t => t.Round)
            .Select(t => t.Report)
            .FirstOrDefaultAsync(ct);
        return report is null ? null : JsonSerializer.Deserialize<ParticipantReported>(report, MessageJson.Options);
    }
}
