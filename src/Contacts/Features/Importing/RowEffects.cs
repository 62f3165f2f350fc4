using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Features.Importing;

internal enum RowEffect
{
    Created,
    Updated,
    Unchanged,
    Suppressed,
}

/// <summary>What one row does to its contact.</summary>
internal sealed record EffectOfRow(ReadRow Row, Contact Contact, RowEffect Effect, ChangeResult? Result)
{
    public SubjectId Subject => new(Contact.Id);
}

/// <summary>Applies rows one after the other to the contacts that are known, or that a row before has made.</summary>
internal sealed class RowEffects(ContactsDbContext db, ImportMapping mapping, KnownContacts known)
{
    private readonly List<EffectOfRow> _all = [];
    private readonly List<(ReadRow Row, string Code)> _rejected = [];
    private readonly List<SubjectId> _tombstoned = [];

    public IReadOnlyList<EffectOfRow> All => _all;

    public IEnumerable<EffectOfRow> Written => _all.Where(e => e.Result is not null);

    public IReadOnlyList<(ReadRow Row, string Code)> Rejected => _rejected;

    /// <summary>Newcomers whose rows name somebody by an id of ours that was erased here.</summary>
    public IReadOnlyList<SubjectId> Tombstoned => _tombstoned;

    public void Apply(ReadRow row)
    {
        if ((row.Code ?? Problem(row)) is { } code)
        {
            _rejected.Add((row, code));
        }
    }

    private string? Problem(ReadRow row)
    {
        var found = known.With(row.Key!);
        if (found.Count > 1)
        {
            return "KEY_AMBIGUOUS";
        }

        var contact = found.Count == 1 ? found[0] : null;
        if (contact is not null && known.IsHeld(contact))
        {
            return "SUBJECT_HELD";
        }

        if (contact is not null && row.Kind is { } kind && kind != contact.Kind)
        {
            return ContactsErrors.KindFixed.Code;
        }

        var isNew = contact is null;
        contact ??= new Contact { Id = db.NewId(), Kind = row.Kind ?? ContactKind.Person, CreatedAt = db.Now };
        return known.Take(row.Change.ExternalIds, contact) ? Apply(row, contact, isNew) : ContactsErrors.ExternalIdTaken.Code;
    }

    private string? Apply(ReadRow row, Contact contact, bool isNew)
    {
        var change = OwnIds.Without(isNew ? WithDefaults(row.Change) : row.Change, contact.Id);
        try
        {
            var result = contact.Apply(change, db.Now);
            var unchanged = !isNew && result.Fields.Count == 0;
            _all.Add(new EffectOfRow(
                row, contact, isNew ? RowEffect.Created : unchanged ? RowEffect.Unchanged : RowEffect.Updated, unchanged ? null : result));
        }
        catch (RuleViolation broken)
        {
            return broken.Error.Code;
        }

        if (isNew)
        {
            known.Add(row.Key!, contact);
            if (known.WasErased(row.Change))
            {
                _tombstoned.Add(new SubjectId(contact.Id));
            }
        }

        return null;
    }

    // Defaults describe newcomers; what is known of somebody is not overwritten by silence.
    private ContactChange WithDefaults(ContactChange change) => change with
    {
        Country = change.Country.IsGiven || mapping.Country is null ? change.Country : mapping.Country,
        Language = change.Language.IsGiven || mapping.Language is null ? change.Language : mapping.Language,
        Audience = change.Audience.IsGiven || mapping.Audience is null ? change.Audience : mapping.Audience,
    };
}
