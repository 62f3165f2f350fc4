using Gdpr.Kernel;
using Gdpr.Platform.Http;

namespace Gdpr.Campaigns.Asking;

/// <summary>Asks Consent whether people may be contacted; without an answer nobody is.</summary>
internal sealed class Permissions(RoomHttp http)
{
    private const int Batch = 500;

    public async Task<IReadOnlyDictionary<SubjectId, Decision>> AskAsync(Asked asked, IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        var found = new Dictionary<SubjectId, Decision>();
        foreach (var chunk in subjects.Chunk(Batch))
        {
            var answer = await http.PostAsync<Answer>("campaigns", "consent", "internal/consent/decisions/batch", Body(asked, chunk), ct);
            foreach (var item in answer.Items)
            {
                found[item.SubjectId] = item.Decision;
            }
        }

        return found;
    }

    /// <summary>A number whose owner nobody knows refuses text messages: Consent keeps its keyed hash.</summary>
    public Task RefuseAsync(string phone, CancellationToken ct) => http.PostAsync<Refusal>(
        "campaigns", "consent", "internal/consent/suppressions", new { identifier = new { kind = "phone", value = phone }, scope = "sms", reason = "objection" }, ct);

    /// <summary>Begins a double opt-in: the person is written to and must confirm; nothing is allowed by this alone.</summary>
    public Task AskConfirmationAsync(SubjectId subject, string channel, string purpose, Guid noticeId, CancellationToken ct) => http.PostAsync<Confirmation>(
        "campaigns", "consent", "internal/consent/confirmations", new { subjectId = subject, purpose, channel, noticeId }, ct);

    private static object Body(Asked asked, SubjectId[] subjects) => new
    {
        subjectIds = subjects,
        asked.Channel,
        asked.Purpose,
        asked.Message,
        attempts = subjects.Where(asked.Calls.ContainsKey).Select(s => new { subjectId = s, last30Days = asked.Calls[s] }),
    };

    private sealed record Refusal(Guid Id);

    private sealed record Confirmation(Guid RequestId);

    private sealed record Item(SubjectId SubjectId, Decision Decision);

    private sealed record Answer(IReadOnlyList<Item> Items);
}
