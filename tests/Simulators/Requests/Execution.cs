using Gdpr.Simulators.Contract;
using Gdpr.Simulators.People;

namespace Gdpr.Simulators.Requests;

/// <summary>What a request does to the people it is about, and what is answered: the two agree unless the application lies.</summary>
internal static class Execution
{
    public static (RequestAnswer Answer, Change Change) Of(SubjectRequest request, IReadOnlyList<Person> about, bool lie)
    {
        var records = about.Count == 0 ? Findings.Nothing : Answered(request.Type, about);
        var answer = new RequestAnswer(request.Id, StatusOf(about.Count, records), records);
        if (lie && request.Type == RequestType.Erase && about.Count > 0)
        {
            // Says that all is gone, kept records included, and touches nothing.
            answer = answer with
            {
                Status = RequestStatus.Completed,
                Records = [.. records.Select(record => new AnsweredRecord(record.Category, record.Count, RecordOutcome.Erased))],
            };
        }

        var effect = lie || about.Count == 0 ? new Change() : EffectOf(request, about);
        var entry = new LedgerEntry(request, answer, effect is { Stored: null, Removed: null } ? 0 : 1);
        return (answer, effect with { Entry = entry });
    }

    private static IReadOnlyList<AnsweredRecord> Answered(RequestType type, IReadOnlyList<Person> about) => type switch
    {
        RequestType.Erase => Findings.Of(about, RecordOutcome.Erased),
        RequestType.Access => Findings.Of(about, RecordOutcome.Found, withData: true),
        _ => Findings.Of(about, RecordOutcome.Found),
    };

    private static RequestStatus StatusOf(int people, IReadOnlyList<AnsweredRecord> records) =>
        people == 0 ? RequestStatus.CompletedNothingFound
        : records.Any(record => record.Outcome == RecordOutcome.Kept) ? RequestStatus.RetainedByLaw
        : RequestStatus.Completed;

    private static Change EffectOf(SubjectRequest request, IReadOnlyList<Person> about) => request.Type switch
    {
        RequestType.Erase => new Change(
            Stored: [.. about.Select(person => person.Erased()).OfType<Person>()],
            Removed: [.. about.Where(person => person.Erased() is null).Select(person => person.Number)]),
        RequestType.Rectify => new Change(Stored: [.. about.Select(person => person.Rectified(request.Changes ?? Empty))]),
        RequestType.Restrict => new Change(Stored: [.. about.Select(person => person with { Restricted = true })]),
        RequestType.Unsubscribe => new Change(Stored: [.. about.Select(person => person with { Unsubscribed = true })]),
        _ => new Change(),
    };

    private static readonly Dictionary<string, string> Empty = [];
}
