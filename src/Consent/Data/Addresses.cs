using Gdpr.Kernel;
using Gdpr.Platform.Http;

namespace Gdpr.Consent.Data;

/// <summary>The address to which a person is written now, asked of Contacts at the moment of use and kept nowhere here.</summary>
internal sealed class Addresses(ConsentDbContext db, RoomHttp rooms)
{
    /// <summary>Null for whom Contacts knows no address.</summary>
    public async Task<Address?> OfAsync(SubjectId subject, CancellationToken ct)
    {
        var answer = await rooms.PostAsync<Answer>(db.Room, "contacts", "internal/contacts/subjects/addresses", new Question([subject]), ct);
        return answer.Items.FirstOrDefault(a => a.SubjectId == subject && a.Email is not null);
    }

    internal sealed record Address(SubjectId SubjectId, string? Email, string? Language);

    private sealed record Question(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Answer(IReadOnlyList<Address> Items);
}
