using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Matching;
using Gdpr.Kernel;
using Gdpr.Kernel.Rights;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts;

/// <summary>Corrects and completes what Contacts holds of a person (Art. 16), and reads it again to see that it says so.</summary>
internal sealed class Rectification(ContactsDbContext db, RefusalMatch refusals, GdprSettings settings)
{
    private string Country => settings.Controller.Country;

    private DateOnly Today => settings.Controller.DayOf(db.Now);

    /// <summary>What would be corrected, class by class.</summary>
    public async Task<IReadOnlyList<Datum>> LocateAsync(ParticipationCase @case, CancellationToken ct) =>
        await OfAsync(@case, ct) is { Count: > 0 } ? Sum(@case.Asked.Changes, Outcome.Rectified) : [];

    /// <summary>Writes every correction, or none of a contact whose new values break a rule; the check then says what is missing.</summary>
    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        await db.PutAsideAsync([.. @case.Subjects.Select(s => s.Value)], by: @case.RequestId, ct);
        foreach (var contact in await OfAsync(@case, ct))
        {
            var before = contact.Country ?? Country;
            try
            {
                var result = contact.Apply(contact.Correct(@case.Asked.Changes, before, Today), db.Now);
                await RememberAsync(contact, result, @case.RequestId, ct);
            }
            catch (RuleViolation)
            {
                db.Forget(contact);
            }
        }

        return await VerifyAsync(@case, ct);
    }

    public async Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct)
    {
        var contacts = await OfAsync(@case, ct);
        return contacts.Count == 0 ? [] :
        [
            .. Sum([.. @case.Asked.Changes.Where(c => contacts.TrueForAll(p => IsSaid(p, c)))], Outcome.Rectified),
            .. Sum([.. @case.Asked.Changes.Where(c => !contacts.TrueForAll(p => IsSaid(p, c)))], Outcome.None),
        ];
    }

    private bool IsSaid(Contact contact, DatumChange change)
    {
        try
        {
            return contact.Says(change, contact.Country ?? Country, Today);
        }
        catch (RuleViolation)
        {
            return false;
        }
    }

    private async Task RememberAsync(Contact contact, ChangeResult result, Guid requestId, CancellationToken ct)
    {
        if (result.Fields.Count == 0)
        {
            return;
        }

        if (result.NewIdentifiers.Count > 0)
        {
            await refusals.BindRefusalsAsync([refusals.Newcomer(new SubjectId(contact.Id), result.NewIdentifiers)], ct);
            db.Publish(new SubjectsRegistered([new SubjectId(contact.Id)]));
        }

        db.Origins.Add(new FieldOrigin
        {
            Id = db.NewId(),
            ContactId = contact.Id,
            Fields = string.Join(' ', result.Fields),
            Origin = "rectification",
            Act = OwnAct.None,
            ObtainedAt = db.Now,
            WrittenAt = db.Now,
        });
        db.Audit("system", "contact.rectified", new SubjectId(contact.Id), requestId);
    }

    private Task<List<Contact>> OfAsync(ParticipationCase @case, CancellationToken ct)
    {
        var ids = @case.Subjects.Select(s => s.Value).ToList();
        return db.Contacts.Whole().Where(c => ids.Contains(c.Id)).ToListAsync(ct);
    }

    private static IReadOnlyList<Datum> Sum(IReadOnlyList<DatumChange> changes, Outcome outcome) =>
        [.. changes.GroupBy(c => Contact.ClassOf(c.Datum)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Datum(g.Key, g.Count(), outcome, null, null))];
}
