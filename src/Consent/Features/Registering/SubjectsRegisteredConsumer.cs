using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Registering;

/// <summary>
/// People came in or changed: their hashes are fetched from Contacts, refusals of those hashes bind them, and refusals
/// of their own reach the new hashes.
/// </summary>
internal sealed class SubjectsRegisteredConsumer(ConsentDbContext db, RoomHttp rooms) : IConsumer<SubjectsRegistered>
{
    private const string Path = "internal/contacts/subjects/hashes";

    public async Task Consume(ConsumeContext<SubjectsRegistered> context)
    {
        var ids = context.Message.SubjectIds.Distinct().ToArray();
        var answer = await rooms.PostAsync<Answer>(db.Room, "contacts", Path, new Question(ids), context.CancellationToken);
        await db.InTransactionAsync(ct => RegisterAsync(ids, answer.Items, ct), context.CancellationToken);
    }

    private async Task RegisterAsync(SubjectId[] ids, IReadOnlyList<HashedSubject> items, CancellationToken ct)
    {
        // One erased person must not make the guard drop the others of the message.
        var living = (await db.LivingAsync(ids, ct)).ToHashSet();
        HashedSubject[] people = [.. items.Where(i => living.Contains(i.SubjectId)).DistinctBy(i => i.SubjectId)];
        var known = await db.KnownSubjects.Where(k => living.Contains(k.SubjectId)).Select(k => k.SubjectId).ToListAsync(ct);
        db.KnownSubjects.AddRange(people.Select(p => p.SubjectId).Except(known).Select(s => new KnownSubject { SubjectId = s, Since = db.Now }));
        await db.RememberAsync(people, ct);
        await db.BindAsync(await db.MatchAsync(people, ct), ct);
        await db.SpreadAsync(people, ownOnly: true, ct);
    }

    private sealed record Question(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Answer(IReadOnlyList<HashedSubject> Items);
}
