using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>What a task comes to, as it will be reported.</summary>
internal sealed record Verdict(ReportStatus Status, Assurance Assurance, IReadOnlyList<Datum> Data, string? Code)
{
    private const int MostData = 200;

    public static Verdict Done(IReadOnlyList<Datum> data, Assurance assurance) => new(ReportStatus.Done, assurance, data, null);

    /// <summary>Nobody was asked, and the code says why: the person could not be known there.</summary>
    public static Verdict NotAsked(string code) => new(ReportStatus.Done, Assurance.ReadBack, [], code);

    public static Verdict NeedsHuman(string code) => new(ReportStatus.NeedsHuman, Assurance.VendorDeclared, [], code);

    public static Verdict Failed(string code) => new(ReportStatus.Failed, Assurance.VendorDeclared, [], code);

    /// <summary>Reads a final answer to a question of the given type.</summary>
    public static Verdict Of(ConnectionTask task, Connection connection, string type, Answer answer)
    {
        if (answer.Status == AnswerStatus.NeedsHuman)
        {
            return NeedsHuman(TaskCodes.ThirdPartyNeedsHuman);
        }

        var assurance = task.Deadline is not null ? Assurance.Polled : type == Questions.Locate ? Assurance.ReadBack : Assurance.VendorDeclared;
        if (type == Questions.Inform)
        {
            return Done([new Datum($"{connection.Key}.records", 1, Outcome.Informed, null, null)], assurance);
        }

        // "Nothing found" must be said; an empty list says nothing.
        if (answer.Status == AnswerStatus.Completed && answer.Records.Count == 0 && type != Questions.Erase)
        {
            return NeedsHuman(Calls.NotUnderstood);
        }

        if (Questions.IsOptional(type))
        {
            return Done(Group(answer.Records.Where(r => r.Count > 0).Select(r => new Datum($"{connection.Key}.{r.Category}", r.Count, Questions.OutcomeOf(type), null, null))), assurance);
        }

        var mapped = answer.Records.Select(r => Map(r, task, connection, type)).ToList();

        // Nothing found is an empty list of data.
        var data = Group(mapped.OfType<Datum>().Where(d => d.Outcome != Outcome.NothingFound));
        if (mapped.Contains(null) || data.Count > MostData)
        {
            return NeedsHuman(Calls.NotUnderstood);
        }

        return Done(data, assurance);
    }

    private static Datum? Map(AnsweredRecord record, ConnectionTask task, Connection connection, string type)
    {
        var outcome = OutcomeOf(record, task, connection, type);
        var ground = outcome is Outcome.Kept or Outcome.Provided ? record.Basis : null;
        return outcome is { } known
            ? new Datum($"{connection.Key}.{record.Category}", record.Count, known, ground, known == Outcome.Kept ? record.Until : null)
            : null;
    }

    private static Outcome? OutcomeOf(AnsweredRecord record, ConnectionTask task, Connection connection, string type) => record switch
    {
        { Outcome: RecordOutcome.NothingFound } or { Count: 0 } => Outcome.NothingFound,
        { Outcome: RecordOutcome.Kept or RecordOutcome.Found } when type == Questions.Access =>
            record.Data.Count > 0 ? Outcome.Provided : Outcome.None,

        // Kept without a ground is simply still there.
        { Outcome: RecordOutcome.Kept } => record.Basis is null ? Outcome.None : Outcome.Kept,
        { Outcome: RecordOutcome.Found } => task.Phase == TaskPhase.Locate ? Preview(task.Right, connection) : Outcome.None,
        { Outcome: RecordOutcome.Pseudonymised } => Outcome.Pseudonymised,
        { Outcome: RecordOutcome.Erased } when type == Questions.Erase => Outcome.Erased,
        _ => null,
    };

    private static Outcome Preview(RightRequested right, Connection connection) => right switch
    {
        _ when connection.Role == ConnectionRole.Recipient => Questions.IsTold(right, connection.MarketsForUs) ? Outcome.Informed : Outcome.None,
        RightRequested.Erasure => Outcome.Erased,
        RightRequested.Rectification => Outcome.Rectified,
        RightRequested.Restriction => Outcome.Restricted,
        RightRequested.Objection => Outcome.Informed,
        _ when Questions.IsProvided(right) => Outcome.Provided,
        _ => Outcome.None,
    };

    private static List<Datum> Group(IEnumerable<Datum> data) =>
        [.. data
            .GroupBy(d => (d.DataClass, d.Outcome, d.Ground, d.Until))
            .Select(g => new Datum(g.Key.DataClass, (int)Math.Min(int.MaxValue, g.Sum(d => (long)d.Count)), g.Key.Outcome, g.Key.Ground, g.Key.Until))];
}
