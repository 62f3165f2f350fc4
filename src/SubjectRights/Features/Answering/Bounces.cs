using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>An answer that did not arrive opens its case again, as a task.</summary>
internal static class Bounces
{
    /// <summary>It is saved with the current changes.</summary>
    public static async Task ReopenAsync(SubjectRightsDbContext db, CaseFileRecord file, string actor, string? reason, CancellationToken ct)
    {
        file.KeyEndsAt = null;
        await RaisedTasks.AddAsync(db, file.RequestId, TaskCodes.AnswerBounced, string.Empty, ct);
        var task = await db.Tasks.FindAsync([file.RequestId, TaskCodes.AnswerBounced, string.Empty], ct);
        if (task!.DoneAt is not null)
        {
            (task.DoneAt, task.Version) = (null, task.Version + 1);
        }

        db.Remember(file.RequestId, actor, TaskCodes.AnswerBounced, reason);
    }
}
