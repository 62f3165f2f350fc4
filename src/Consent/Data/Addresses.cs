using Gdpr.Kernel;
using Gdpr.Platform.Http;

namespace Gdpr.Consent.Data;

/// <summary>The address to which a person is written now, asked of Contacts at the moment of use and kept nowhere here.</summary>
internal sealed class Addresses(ConsentDbContext db, RoomHttp rooms)
{
    /// <summary>Null for whom Contacts knows no address.</summary>
    public async Task<Address?> OfAsync(SubjectId subject, CancellationToken ct) =>
        (await OfAsync([subject], ct)).FirstOrDefault(a => a.SubjectId == subject);

    /// <summary>Those of up to 1000 people who have one.</summary>
    public async Task<IReadOnlyList<Address>> OfAsync(IReadOnlyList<SubjectId> subjects, CancellationToken ct)
    {
        var answer = await rooms.PostAsync<Answer>(db.Room, "contacts", "internal/contacts/subjects/addresses", new Question(subjects), ct);
        return [.. answer.Items.Where(a => a.Email is not null)];
    }

    internal sealed record Address(SubjectId SubjectId, string? Email, string? Language)
    {
        /// <summary>The language of a mail to them.</summary>
        public string Spoken => Language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "fr";
    }

    private sealed record Question(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Answer(IReadOnlyList<Address> Items);
}
