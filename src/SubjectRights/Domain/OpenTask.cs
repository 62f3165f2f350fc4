using Gdpr.Messages.Participation;

namespace Gdpr.SubjectRights.Domain;

/// <summary>One thing that waits for a person.</summary>
internal sealed record OpenTask(string Code, string About, string Role, string? Owner, bool Raised, DateTimeOffset? DueAt)
{
    /// <summary>What a request needs now: from its state, from the facts its answer lacks, and what was raised and not ended.</summary>
    public static IReadOnlyList<OpenTask> Of(SubjectRequest row, IReadOnlyList<RequestTask> stored, IReadOnlyList<string> missingFacts, DateTimeOffset now)
    {
        var due = row.ExtendedDueAt ?? row.DueAt;
        var raised = stored.Where(t => t is { Raised: true, DoneAt: null }).Select(t => (t.Code, t.About));
        var follow = RequestStates.Open.Contains(row.CurrentState) ? Following(row, missingFacts, due, now).Concat(Texts(row, stored)) : [];
        return [.. follow.Union(raised).Select(t => new OpenTask(
            t.Code,
            t.About,
            TaskCodes.RoleOf(t.Code),
            stored.FirstOrDefault(s => s.Code == t.Code && s.About == t.About)?.Owner,
            stored.Any(s => s.Raised && s.Code == t.Code && s.About == t.About),
            due))];
    }

    // The number of the last report stands until the next one: what staff decided since ends the task.
    private static IEnumerable<(string Code, string About)> Texts(SubjectRequest row, IReadOnlyList<RequestTask> stored) => row.Targets
        .Where(t => t.Mentions > 0 && !stored.Any(s => s.Code == TaskCodes.FreeText && s.About == t.Name && s.DoneAt is not null))
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .Select(t => (TaskCodes.FreeText, t.Name));

    private static IEnumerable<(string Code, string About)> Following(
        SubjectRequest row, IReadOnlyList<string> missingFacts, DateTimeOffset? due, DateTimeOffset now)
    {
        if (row.CurrentState == RequestStates.AwaitingReview)
        {
            yield return (TaskCodes.Review, string.Empty);
        }

        if (row is { CurrentState: RequestStates.AwaitingIdentity, Code: "SUBJECT_AMBIGUOUS" })
        {
            yield return (TaskCodes.ChooseSubject, string.Empty);
        }

        if (row.Code == TaskCodes.DelayReasonMissing)
        {
            yield return (TaskCodes.DelayReasonMissing, string.Empty);
        }

        if (due < now && row.CameBackAt is null)
        {
            yield return (TaskCodes.Overdue, string.Empty);
        }

        foreach (var target in row.Targets.Where(t => t.Status is ReportStatus.NeedsHuman or ReportStatus.Failed).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            yield return (target.Status == ReportStatus.Failed ? TaskCodes.TargetFailed : TaskCodes.TargetNeedsHuman, target.Name);
        }

        foreach (var key in missingFacts)
        {
            yield return (TaskCodes.FactMissing, key);
        }
    }
}
