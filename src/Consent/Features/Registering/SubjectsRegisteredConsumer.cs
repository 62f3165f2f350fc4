using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Registering;

/// <summary>
/// People came in or changed: their hashes are fetched from Contacts, refusals of those hashes bind them, and refusals
/// of their own reach the new hashes.
/// </summary>
internal sealed class SubjectsRegisteredConsumer(ConsentDbContext db, RoomHttp rooms, GdprSettings settings) : IConsumer<SubjectsRegistered>
{
    private const string Path = "internal/contacts/subjects/hashes";

    public async Task Consume(ConsumeContext<SubjectsRegistered> context)
    {
        var ids = context.Message.SubjectIds.Distinct().ToArray();
        var answer = await rooms.PostAsync<Answer>(db.Room, "contacts", Path, new Question(ids), context.CancellationToken);
        await db.InTransactionAsync(ct => RegisterAsync(ids, answer.Items, ct), context.CancellationToken);
    }

    private async Task RegisterAsync(SubjectId[] ids, IReadOnlyList<Person> items, CancellationToken ct)
    {
        // One erased person must not make the guard drop the others of the message.
        var living = (await db.LivingAsync(ids, ct)).ToHashSet();
        HashedSubject[] people = [.. items.Where(i => living.Contains(i.SubjectId)).DistinctBy(i => i.SubjectId).Select(i => new HashedSubject(i.SubjectId, i.Hashes))];
        await NoteAsync([.. items.Where(i => living.Contains(i.SubjectId)).DistinctBy(i => i.SubjectId)], ct);
        await db.RememberAsync(people, ct);
        await db.BindAsync(await db.MatchAsync(people, ct), ct);
        await db.SpreadAsync(people, ownOnly: true, ct);
    }

    // Country and audience are coded facts: by them the law of a decision is chosen.
    private async Task NoteAsync(Person[] people, CancellationToken ct)
    {
        var ids = people.Select(p => p.SubjectId).ToList();
        var known = await db.KnownSubjects.Where(k => ids.Contains(k.SubjectId)).ToDictionaryAsync(k => k.SubjectId, ct);
        foreach (var person in people)
        {
            if (!known.TryGetValue(person.SubjectId, out var row))
            {
                row = new KnownSubject { SubjectId = person.SubjectId, Since = db.Now };
                db.KnownSubjects.Add(row);
            }

            (row.Country, row.Audience, row.Origin) = (person.Country, person.Audience?.ToUpperInvariant(), person.Provenance?.Origin);
        }

        await db.OweAsync([.. people.Where(p => p.Provenance is not null).Select(p => (p.SubjectId, p.Provenance!))], settings.Controller, ct);
    }

    private sealed record Person(SubjectId SubjectId, IReadOnlyList<string> Hashes, string? Country = null, string? Audience = null, DataSource? Provenance = null);

    private sealed record Question(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Answer(IReadOnlyList<Person> Items);
}
