using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Matching;

/// <summary>
/// Asks Governance, just before something is destroyed and outside any transaction, whether a claim needs it: a hold
/// whose announcement is still on its way counts. No answer, no destruction.
/// </summary>
internal sealed class Litigation(RoomHttp rooms)
{
    private const string Caller = "sales";
    private const int Most = 1000;

    public async Task<IReadOnlyList<StandingHold>> AskAsync(IReadOnlyCollection<SubjectId> subjects, IReadOnlyCollection<Guid> records, CancellationToken ct)
    {
        var holds = new List<StandingHold>();
        foreach (var people in subjects.Chunk(Most))
        {
            holds.AddRange(await AskAsync(people, Array.Empty<Guid>(), ct));
        }

        foreach (var some in records.Chunk(Most))
        {
            holds.AddRange(await AskAsync(Array.Empty<SubjectId>(), some, ct));
        }

        return holds;
    }

    private async Task<IReadOnlyList<StandingHold>> AskAsync(SubjectId[] subjectIds, Guid[] recordIds, CancellationToken ct) =>
        (await rooms.PostAsync<Answer>(Caller, "governance", "internal/governance/litigation-holds/match", new { subjectIds, recordIds }, ct)).Holds;

    private sealed record Answer(IReadOnlyList<StandingHold> Holds);
}
