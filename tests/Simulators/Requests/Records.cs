using Gdpr.Simulators.Contract;
using Gdpr.Simulators.People;

namespace Gdpr.Simulators.Requests;

/// <summary>People, requests and effects of the application: in memory, and in a journal if it has one.</summary>
internal sealed class Records : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Person> people = [];
    private readonly Dictionary<Guid, LedgerEntry> ledger = [];
    private readonly Dictionary<Guid, (RequestType Type, int Count)> calls = [];
    private readonly Journal journal;
    private readonly TimeProvider clock;

    public Records(string? journal, TimeProvider clock)
    {
        this.clock = clock;
        this.journal = new Journal(journal, Apply);
    }

    public IReadOnlyList<Person> People(Func<Person, bool> which)
    {
        lock (gate)
        {
            return [.. people.Values.Where(which)];
        }
    }

    public IReadOnlyList<KeyEffects> Effects()
    {
        lock (gate)
        {
            return [.. calls.Select(call => new KeyEffects(
                call.Key, call.Value.Type, ledger.GetValueOrDefault(call.Key)?.Effects ?? 0, call.Value.Count))];
        }
    }

    public void Seed(IEnumerable<Person> seeded)
    {
        lock (gate)
        {
            var number = people.Count == 0 ? 0 : people.Keys.Max();
            Commit(new Change(Stored: [.. seeded.Select(person => person with { Number = ++number })]));
        }
    }

    public void CountCall(SubjectRequest request)
    {
        lock (gate)
        {
            Commit(new Change(Call: new Call(request.Id, request.Type)));
        }
    }

    /// <summary>The answer under this key: the one given before, or a new one; null when the key was used for something else.</summary>
    public RequestAnswer? Carry(SubjectRequest request, bool lie, int pendingPolls)
    {
        lock (gate)
        {
            if (ledger.TryGetValue(request.Id, out var known))
            {
                return known.Request.Fingerprint() == request.Fingerprint() ? known.Answer : null;
            }

            if (pendingPolls > 0)
            {
                var expected = clock.GetUtcNow().AddSeconds(pendingPolls);
                var pending = new RequestAnswer(request.Id, RequestStatus.AcceptedPending, ExpectedCompletion: expected);
                Commit(new Change(Entry: new LedgerEntry(request, pending, Effects: 0, pendingPolls)));
                return pending;
            }

            return Finish(request, lie);
        }
    }

    /// <summary>The answer to a poll; a pending request comes nearer to its end with each.</summary>
    public RequestAnswer? Poll(Guid id, bool lie)
    {
        lock (gate)
        {
            if (!ledger.TryGetValue(id, out var entry) || entry.Answer.Status != RequestStatus.AcceptedPending)
            {
                return entry?.Answer;
            }

            if (entry.PollsLeft > 1)
            {
                Commit(new Change(Entry: entry with { PollsLeft = entry.PollsLeft - 1 }));
                return entry.Answer;
            }

            return Finish(entry.Request, lie);
        }
    }

    /// <summary>Whether a pending request was withdrawn without effect; null when there is no such request.</summary>
    public bool? Cancel(Guid id)
    {
        lock (gate)
        {
            if (!ledger.TryGetValue(id, out var entry))
            {
                return null;
            }

            if (entry.Answer.Status != RequestStatus.AcceptedPending)
            {
                return false;
            }

            var cancelled = new RequestAnswer(id, RequestStatus.FailedPermanent);
            Commit(new Change(Entry: entry with { Answer = cancelled, PollsLeft = 0 }));
            return true;
        }
    }

    public void Dispose() => journal.Dispose();

    private RequestAnswer Finish(SubjectRequest request, bool lie)
    {
        var about = people.Values.Where(person => request.Identifiers.Any(person.Answers)).ToList();
        var (answer, change) = Execution.Of(request, about, lie);
        Commit(change);
        return answer;
    }

    private void Commit(Change change)
    {
        journal.Append(change);
        Apply(change);
    }

    private void Apply(Change change)
    {
        foreach (var person in change.Stored ?? [])
        {
            people[person.Number] = person;
        }

        foreach (var number in change.Removed ?? [])
        {
            people.Remove(number);
        }

        if (change.Entry is { } entry)
        {
            ledger[entry.Request.Id] = entry;
        }

        if (change.Call is { } call)
        {
            calls[call.Key] = (call.Type, calls.GetValueOrDefault(call.Key).Count + 1);
        }
    }
}
