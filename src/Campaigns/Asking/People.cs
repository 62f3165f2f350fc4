using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;

namespace Gdpr.Campaigns.Asking;

/// <summary>Asks Contacts who is in a segment, and by which address somebody is reached right now.</summary>
internal sealed class People(RoomHttp http)
{
    private const string Room = "campaigns";
    private const int Batch = 500;

    public async Task<IReadOnlyList<SubjectId>> PageAsync(string criteria, Guid after, int limit, CancellationToken ct) =>
        (await SelectAsync(criteria, after, limit, countOnly: false, ct)).SubjectIds;

    public async Task<int> CountAsync(string criteria, CancellationToken ct) =>
        (await SelectAsync(criteria, Guid.Empty, 0, countOnly: true, ct)).Count ?? 0;

    /// <summary>Who is unknown, or erased meanwhile, is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<SubjectId, Recipient>> ReadAsync(IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        var found = new Dictionary<SubjectId, Recipient>();
        foreach (var chunk in subjects.Chunk(Batch))
        {
            var answer = await http.PostAsync<Recipients>(Room, "contacts", "internal/contacts/subjects/recipients", new { subjectIds = chunk }, ct);
            foreach (var recipient in answer.Items)
            {
                found[recipient.SubjectId] = recipient;
            }
        }

        return found;
    }

    /// <summary>Everybody who has this phone number.</summary>
    public async Task<IReadOnlyList<SubjectId>> WithPhoneAsync(string number, CancellationToken ct)
    {
        var asked = new { identifiers = new[] { new CaseIdentifier(IdentifierKind.Phone, number) } };
        return [.. (await http.PostAsync<Matches>(Room, "contacts", "internal/contacts/subjects/match", asked, ct)).Items.SelectMany(m => m.SubjectIds)];
    }

    private Task<Selected> SelectAsync(string criteria, Guid after, int limit, bool countOnly, CancellationToken ct)
    {
        var asked = JsonSerializer.Deserialize<SegmentCriteria>(criteria, RoomJson.Options)!;
        return http.PostAsync<Selected>(Room, "contacts", "internal/contacts/subjects/select", new
        {
            asked.Audience, asked.Country, asked.Language, asked.Origin, asked.Attributes, asked.CreatedFrom, asked.CreatedUntil, after, limit, countOnly,
        }, ct);
    }

    private sealed record Recipients(IReadOnlyList<Recipient> Items);

    private sealed record Match(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Matches(IReadOnlyList<Match> Items);

    private sealed record Selected(IReadOnlyList<SubjectId> SubjectIds, int? Count);
}
