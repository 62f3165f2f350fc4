using Gdpr.Kernel;

namespace Gdpr.Testing.Rooms;

/// <summary>Contacts and Consent for any number of people who are numbered: everybody may be written to.</summary>
public static class ManyPeople
{
    public static SubjectId Person(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    public static string AddressOf(SubjectId person) => $"person{Number(person.Value)}@example.test";

    public static void Answer(OtherRooms others, int people)
    {
        others.OnPost<Asked>("contacts", "internal/contacts/subjects/select", q => new
        {
            subjectIds = q.CountOnly ? [] : Enumerable.Range(Number(q.After) + 1, Math.Max(0, Math.Min(q.Limit, people - Number(q.After)))).Select(Person).ToArray(),
            count = people,
        });
        others.OnPost<Subjects>("contacts", "internal/contacts/subjects/recipients", q => new
        {
            items = q.SubjectIds.Select(s => new { subjectId = s, givenName = "Ada", familyName = "Lovelace", email = AddressOf(s), language = "fr", country = "FR", origin = "web form" }).ToArray(),
        });
        others.OnPost<Subjects>("consent", "internal/consent/decisions/batch", q => new
        {
            items = q.SubjectIds.Select(s => new { subjectId = s, decision = new { allowed = true, code = "CONSENT", ruleId = "MK-1", evidenceIds = new[] { s.Value }, why = "Consent" } }).ToArray(),
        });
    }

    private static int Number(Guid id) => BitConverter.ToInt32(id.ToByteArray());

    private sealed record Asked(Guid After, int Limit, bool CountOnly);

    private sealed record Subjects(IReadOnlyList<SubjectId> SubjectIds);
}
