using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>Writes down how a task stands; result, ledger line and report leave in one transaction.</summary>
internal sealed class TaskBook(ConnectorsDbContext db, ExportSeal seal, ConnectorsSettings settings)
{
    /// <summary>Adds a line to the ledger; it is committed with what follows.</summary>
    public void Note(ConnectionTask task, Guid key, StepKind step, Reply? reply = null) =>
        db.Steps.Add(new LedgerStep
        {
            Id = db.NewId(),
            TaskId = task.Id,
            RequestId = task.RequestId,
            Target = task.Target,
            CallKey = key,
            Step = step,
            At = db.Now,
            StatusCode = reply?.StatusCode,
            AnswerDigest = reply?.Digest,
            Records = reply?.Answer?.Records.Count,
            Code = reply?.Code,
        });

    public async Task FinishAsync(ConnectionTask task, Verdict verdict, CancellationToken ct)
    {
        task.State = TaskState.Finished;
        string[] received = await WasGivenAsync(task, ct) ? [task.Target] : [];
        Report(task, new ParticipantReported(
            task.RequestId, task.Target, PhaseOf(task), task.Round, verdict.Status, verdict.Assurance, [.. verdict.Data], verdict.Code, 0, null, 0, received));
        await SaveAsync(task, ct);
    }

    // Whoever was given the person in the course of business is a recipient, whatever it says it still holds (Art. 15(1)(c)).
    private async Task<bool> WasGivenAsync(ConnectionTask task, CancellationToken ct)
    {
        var key = CallKey.Of(task, Questions.Locate);
        return task.Phase == TaskPhase.Locate && await db.Disclosures.AnyAsync(
            told => told.CallKey == key && db.Disclosures.Any(d => d.ConnectionId == told.ConnectionId && d.Hash == told.Hash && d.Purpose == Disclosure.Given), ct);
    }

    /// <summary>Finishes a task whose answer carries the person's data: it is sealed in the same transaction.</summary>
    public async Task FinishAsync(ConnectionTask task, Verdict verdict, IReadOnlyList<ExportTable> tables, CancellationToken ct)
    {
        // A later round replaces what an earlier one handed over: the person gets each datum once.
        var rounds = db.Tasks.Where(t => t.RequestId == task.RequestId && t.Target == task.Target).Select(t => t.Id);
        db.Exports.RemoveRange(await db.Exports.Where(e => rounds.Contains(e.TaskId)).ToListAsync(ct));
        if (verdict.Status == ReportStatus.Done && tables.Count > 0)
        {
            db.Exports.Add(seal.Seal(task, tables));
        }

        await FinishAsync(task, verdict, ct);
    }

    /// <summary>The third party works on it: the request is told until when, once for each date.</summary>
    public Task PendAsync(ConnectionTask task, DateTimeOffset? expected, CancellationToken ct)
    {
        var deadline = TaskSchedule.Deadline(task.IntentAt!.Value, expected, settings.Grace, db.Now);
        if (task.State != TaskState.Pending || (expected > db.Now && deadline != task.Deadline))
        {
            task.Deadline = deadline;
            Report(task, new ParticipantReported(
                task.RequestId, task.Target, PhaseOf(task), task.Round, ReportStatus.Waiting, Assurance.VendorDeclared, [], null, 0, deadline));
        }

        task.State = TaskState.Pending;
        return PollLaterAsync(task, null, ct);
    }

    public Task PollLaterAsync(ConnectionTask task, TimeSpan? asked, CancellationToken ct)
    {
        var wait = TaskSchedule.BetweenPolls(task.Polls++);
        task.DueAt = db.Now + (asked > wait ? asked.Value : wait);

        // The last poll is at the deadline, not long after it.
        task.DueAt = task.DueAt > task.Deadline && db.Now < task.Deadline ? task.Deadline.Value : task.DueAt;
        return SaveAsync(task, ct);
    }

    /// <summary>No answer this time: tried again later, and reported as failed when tried often enough.</summary>
    public Task AgainAsync(ConnectionTask task, Reply reply, CancellationToken ct)
    {
        task.Attempts++;
        if (task.Attempts >= TaskSchedule.MostAttempts)
        {
            return FinishAsync(task, Verdict.Failed(reply.Code ?? Calls.Error), ct);
        }

        task.DueAt = db.Now + TaskSchedule.AfterFailure(task.Attempts, reply.RetryAfter);
        return SaveAsync(task, ct);
    }

    /// <summary>Something of ours is away: not the third party's failure, so not counted as one.</summary>
    public Task LaterAsync(ConnectionTask task, TimeSpan wait, CancellationToken ct)
    {
        task.DueAt = db.Now + wait;
        return SaveAsync(task, ct);
    }

    public Task DropAsync(ConnectionTask task, CancellationToken ct)
    {
        task.State = TaskState.Dropped;
        return SaveAsync(task, ct);
    }

    private void Report(ConnectionTask task, ParticipantReported report)
    {
        task.Report = JsonSerializer.Serialize(report, MessageJson.Options);
        db.Send(ParticipationEndpoints.Saga, report);
    }

    private Task SaveAsync(ConnectionTask task, CancellationToken ct)
    {
        task.LeasedUntil = null;
        return db.SaveChangesAsync(ct);
    }

    private static ParticipationPhase PhaseOf(ConnectionTask task) => task.Phase switch
    {
        TaskPhase.Locate => ParticipationPhase.Locate,
        TaskPhase.Act => ParticipationPhase.Act,
        _ => ParticipationPhase.Verify,
    };
}
