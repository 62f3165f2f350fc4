using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;
using Polly;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>
/// Asks one third party one question. The intent is committed before the call and the result after it; an intent
/// without a result means that the outcome is unknown, so the third party is asked what became of it before it is
/// called again under the same key.
/// </summary>
internal sealed class TaskRun(ConnectorsDbContext db, TaskBook book, Calls calls, CaseFiles cases, Telling telling, Recall recall)
{
    private static readonly TimeSpan OwnTrouble = TimeSpan.FromSeconds(2);

    public async Task RunAsync(ConnectionTask task, CancellationToken ct)
    {
        var key = task.Target.StartsWith(Connection.TargetPrefix, StringComparison.Ordinal) ? task.Target[Connection.TargetPrefix.Length..] : string.Empty;
        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Key == key, ct);
        if (connection is not { Enabled: true })
        {
            await book.FinishAsync(task, Verdict.NeedsHuman(connection is null ? TaskCodes.ConnectionUnknown : TaskCodes.ConnectionDisabled), ct);
            return;
        }

        var course = await recall.CourseAsync(task, connection, ct);
        if (course.Verdict is { } told)
        {
            await book.FinishAsync(task, told, ct);
        }
        else if (task.State == TaskState.Pending)
        {
            await PollAsync(task, connection, course.Type!, ct);
        }
        else
        {
            await AskAsync(task, connection, course.Type!, ct);
        }
    }

    private async Task PollAsync(ConnectionTask task, Connection connection, string type, CancellationToken ct)
    {
        var key = CallKey.Of(task, type);
        var reply = await calls.AskAsync(connection, key, ct);
        book.Note(task, key, StepKind.Polled, reply);
        var open = reply.Kind is ReplyKind.Transient || reply.Answer?.Status == AnswerStatus.AcceptedPending;
        if (open && db.Now >= task.Deadline)
        {
            await book.FinishAsync(task, Verdict.NeedsHuman(TaskCodes.VendorLate), ct);
        }
        else if (reply.Kind == ReplyKind.Transient)
        {
            await book.PollLaterAsync(task, reply.RetryAfter, ct);
        }
        else
        {
            await SettleAsync(task, connection, type, reply, ct);
        }
    }

    private async Task AskAsync(ConnectionTask task, Connection connection, string type, CancellationToken ct)
    {
        if (await FileOrNullAsync(task, ct) is not { } file)
        {
            return;
        }

        var identifiers = telling.Select(file, connection);
        if (await telling.WithoutAskingAsync(identifiers, connection, ct) is { } nothing)
        {
            await book.FinishAsync(task, nothing, ct);
            return;
        }

        if (Questions.IsOptional(type) && !await CanBeAskedAsync(task, connection, type, ct))
        {
            return;
        }

        var key = CallKey.Of(task, type);
        if (task.IntentAt is not null)
        {
            var before = await calls.AskAsync(connection, key, ct);
            book.Note(task, key, StepKind.Asked, before);
            if (before.Kind != ReplyKind.Unknown)
            {
                await SettleAsync(task, connection, type, before, ct);
                return;
            }
        }

        await PostAsync(task, connection, type, identifiers, file.Asked, ct);
    }

    private async Task PostAsync(
        ConnectionTask task, Connection connection, string type, IReadOnlyList<Identifier> identifiers, RequestDetails asked, CancellationToken ct)
    {
        var key = CallKey.Of(task, type);
        task.IntentAt ??= db.Now;
        await telling.RecordAsync(connection, identifiers, type, key, ct);
        book.Note(task, key, StepKind.Intent);
        await db.SaveChangesAsync(ct);

        // The same key must always come with the same body, or it would be another request.
        var question = new Question(key, type, [.. identifiers.Select(i => new QuestionIdentifier(i.Kind, i.Value))], task.IntentAt.Value, ChangesOf(type, asked));
        var reply = await calls.PostAsync(connection, question, ct);
        book.Note(task, key, StepKind.Posted, reply);
        await SettleAsync(task, connection, type, reply, ct);
    }

    private Task SettleAsync(ConnectionTask task, Connection connection, string type, Reply reply, CancellationToken ct)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Answered when reply.Answer!.Status == AnswerStatus.AcceptedPending:
                return book.PendAsync(task, reply.Answer.ExpectedCompletion, ct);
            case ReplyKind.Answered when type == Questions.Access:
                return book.FinishAsync(task, Verdict.Of(task, connection, type, reply.Answer), ExportTables.Of(connection, reply.Answer), ct);
            case ReplyKind.Answered:
                return book.FinishAsync(task, Verdict.Of(task, connection, type, reply.Answer!), ct);
            case ReplyKind.Unknown when task.State == TaskState.Pending:
                // It took the request and has forgotten it: asked again under the same key.
                task.State = TaskState.Open;
                return book.AgainAsync(task, reply, ct);
            case ReplyKind.Transient:
                return book.AgainAsync(task, reply, ct);
            case ReplyKind.NotUnderstood:
                return book.FinishAsync(task, Verdict.NeedsHuman(Calls.NotUnderstood), ct);
            default:
                return book.FinishAsync(task, Verdict.Failed(reply.Code ?? Calls.Refused), ct);
        }
    }

    private static Dictionary<string, string>? ChangesOf(string type, RequestDetails asked) => type == Questions.Rectify
        ? asked.Changes.GroupBy(c => c.Datum).ToDictionary(g => g.Key, g => g.Last().To ?? string.Empty)
        : null;

    /// <summary>What is done or told is claimed only where it can be asked; elsewhere a person does it (Art. 19).</summary>
    private async Task<bool> CanBeAskedAsync(ConnectionTask task, Connection connection, string type, CancellationToken ct)
    {
        var (discovery, reply) = await calls.DiscoverAsync(connection, ct);
        if (discovery?.Rights?.Contains(type, StringComparer.OrdinalIgnoreCase) is true)
        {
            return true;
        }

        await (discovery is null && reply.Kind == ReplyKind.Transient
            ? book.AgainAsync(task, reply, ct)
            : book.FinishAsync(task, Verdict.NeedsHuman(type == Questions.Inform ? TaskCodes.RecipientNotInformed : TaskCodes.RightNotSupported), ct));
        return false;
    }

    private async Task<CaseFile?> FileOrNullAsync(ConnectionTask task, CancellationToken ct)
    {
        try
        {
            var file = await cases.ReadAsync(db.Room, task.RequestId, ct);
            if (file is null)
            {
                await book.DropAsync(task, ct);
            }

            return file;
        }
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException or System.Text.Json.JsonException)
        {
            await book.LaterAsync(task, OwnTrouble, ct);
            return null;
        }
    }
}
