using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Matching;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Registering;

/// <summary>Writes what the API states about one contact, after erasures and refusals were asked.</summary>
internal sealed class Registrar(ContactsDbContext db, RefusalMatch refusals, GdprSettings settings)
{
    public Contact New(ContactKind kind) => new() { Id = db.NewId(), Kind = kind, CreatedAt = db.Now };

    /// <summary>False when the body says nothing new.</summary>
    public async Task<bool> WriteAsync(Contact contact, ContactBody body, string actor, bool isNew, CancellationToken ct)
    {
        var change = body.Read(contact.Country ?? settings.Controller.Country, Today());
        if (isNew && change.SaysNothing)
        {
            throw new RuleViolation(ContactsErrors.ContactEmpty);
        }

        if (body.Kind is { } kind && kind != contact.Kind)
        {
            throw new RuleViolation(ContactsErrors.KindFixed);
        }

        await DemandFreeAsync(contact, change, ct);
        var result = contact.Apply(change, db.Now);
        if (!isNew && result.Fields.Count == 0)
        {
            return false;
        }

        await AskAsync(contact, result, body.Source, ct);
        await db.PutAsideAsync(isNew ? [] : [contact.Id], by: null, ct);
        await SaveAsync(contact, result, body.Source, actor, isNew, change.ExternalId is not null, ct);
        return true;
    }

    private DateOnly Today() =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(db.Now, TimeZoneInfo.FindSystemTimeZoneById(settings.Controller.TimeZone)).DateTime);

    private async Task DemandFreeAsync(Contact contact, ContactChange change, CancellationToken ct)
    {
        if (change.ExternalId is not null && await db.Identifiers.AnyAsync(i => i.UniqueKey == change.ExternalId && i.ContactId != contact.Id, ct))
        {
            throw new RuleViolation(ContactsErrors.ExternalIdTaken);
        }
    }

    // Who was erased comes back only by an act of their own after it, and then as somebody new.
    private async Task AskAsync(Contact contact, ChangeResult result, ContactBody.SourceBody? source, CancellationToken ct)
    {
        if (!contact.IsPerson || result.NewIdentifiers.Count == 0)
        {
            return;
        }

        var newcomer = refusals.Newcomer(new SubjectId(contact.Id), result.NewIdentifiers);
        var erased = await refusals.ErasedAsync([newcomer], ct);
        if (erased.TryGetValue(newcomer.SubjectId, out var at)
            && (source is null || source.Act == OwnAct.None || source.ObtainedAt is null || source.ObtainedAt <= at))
        {
            throw new RuleViolation(SubjectGuard.SubjectErased);
        }

        await refusals.BindRefusalsAsync([newcomer], ct);
    }

    private async Task SaveAsync(
        Contact contact, ChangeResult result, ContactBody.SourceBody? source, string actor, bool isNew, bool claims, CancellationToken ct)
    {
        if (isNew)
        {
            db.Contacts.Add(contact);
        }

        db.Origins.Add(new FieldOrigin
        {
            Id = db.NewId(),
            ContactId = contact.Id,
            Fields = string.Join(' ', result.Fields),
            Origin = ContactText.Text(source?.Origin) ?? "api",
            Detail = ContactText.Text(source?.Detail, ContactLimits.AttributeValue),
            Act = source?.Act ?? OwnAct.None,
            ObtainedAt = source?.ObtainedAt ?? db.Now,
            Provenance = source?.Provenance?.Origin,
            Supplier = ContactText.Text(source?.Provenance?.Supplier),
            PartnersNamed = source?.Provenance?.PartnersNamed,
            WrittenAt = db.Now,
        });
        db.Audit(actor, isNew ? "contact.created" : "contact.changed", contact.IsPerson ? new SubjectId(contact.Id) : null, contact.Id);
        if (contact.IsPerson && (isNew || result.ConcernsOthers || source?.Provenance is not null))
        {
            db.Publish(new SubjectsRegistered([new SubjectId(contact.Id)]));
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (claims && UniqueKeys.IsTaken(e))
        {
            // Somebody else took the external id between the question and the commit.
            throw new RuleViolation(ContactsErrors.ExternalIdTaken);
        }
    }
}
