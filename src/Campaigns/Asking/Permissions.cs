using Gdpr.Kernel;
using Gdpr.Platform.Http;

namespace Gdpr.Campaigns.Asking;

/// <summary>Asks Consent whether people may be contacted; without an answer nobody is.</summary>
internal sealed class Permissions(RoomHttp http)
{
    private const int Batch = 500;

    public async Task<IReadOnlyDictionary<SubjectId, Decision>> AskAsync(string channel, string purpose, IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        var found = new Dictionary<SubjectId, Decision>();
        foreach (var chunk in subjects.Chunk(Batch))
        {
            var answer = await http.PostAsync<Answer>("campaigns", "consent", "internal/consent/decisions/batch", new { subjectIds = chunk, channel, purpose }, ct);
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

    private sealed record Refusal(Guid Id);

    private sealed record Item(SubjectId SubjectId, Decision Decision);

    private sealed record Answer(IReadOnlyList<Item> Items);
}
