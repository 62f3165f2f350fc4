using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Matching;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Contacts;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Merging;

/// <summary>Two contacts of whom staff say that they are one person.</summary>
internal sealed record Pair(Contact Survivor, Contact Absorbed)
{
    public IReadOnlyList<SubjectId> Subjects => [new(Survivor.Id), new(Absorbed.Id)];
}

/// <summary>Makes one of two contacts, if nothing about either stands against it (DESIGN 3.1).</summary>
internal sealed class Merge(ContactsDbContext db, RefusalMatch refusals, StandingClaims claims)
{
    /// <summary>The survivor tracked, the other only read.</summary>
    public async Task<Pair> ReadAsync(Guid survivor, Guid absorbed, CancellationToken ct)
    {
        if (survivor == absorbed)
        {
            throw new RuleViolation(ContactsErrors.MergeWithItself);
        }

        var one = await db.Contacts.Whole().SingleOrDefaultAsync(c => c.Id == survivor, ct) ?? throw new RuleViolation(ContactsErrors.ContactNotFound);
        var other = await db.Contacts.AsNoTracking().Whole().SingleOrDefaultAsync(c => c.Id == absorbed, ct) ?? throw new RuleViolation(ContactsErrors.ContactNotFound);
        return one.IsPerson && other.IsPerson ? new Pair(one, other) : throw new RuleViolation(ContactsErrors.MergePeopleOnly);
    }

    /// <summary>Asks SubjectRights whether a request about either has come: its hold may still be on its way. No answer, no merge.</summary>
    public async Task DemandUnrequestedAsync(Pair pair, CancellationToken ct)
    {
        var second = await db.SecondIdsAsync([pair.Survivor.Id, pair.Absorbed.Id], ct);
        var everybody = pair.Subjects.Concat(second.SelectMany(s => s).Select(id => new SubjectId(id))).ToList();
        var (people, hashes) = await claims.RequestedAsync(db.Room, everybody, refusals.Newcomer(pair.Subjects[0], Known(pair)).Hashes, ct);
        if (people.Count + hashes.Count > 0)
        {
            throw new RuleViolation(ContactsErrors.MergeHeld);
        }
    }

    /// <summary>Asked inside the transaction of the merge: nothing that this room knows of either stands against it.</summary>
    public async Task DemandFreeAsync(Pair pair, CancellationToken ct)
    {
        var subjects = pair.Subjects;
        foreach (var subject in subjects)
        {
            await db.DemandEditableAsync(subject, ct);
        }

        if ((await StandingClaims.KnownHereAsync(db, subjects, ct)).Count > 0)
        {
            throw new RuleViolation(ContactsErrors.MergeHeld);
        }

        if (await db.Tombstones.AnyAsync(t => subjects.Contains(t.SubjectId), ct))
        {
            throw new RuleViolation(SubjectGuard.SubjectErased);
        }

        if (await db.Kept.AnyAsync(k => subjects.Contains(k.SubjectId), ct))
        {
            throw new RuleViolation(ContactsErrors.MergeKept);
        }
    }

    /// <summary>Refusals of the second contact's addresses bind the survivor before the merge is seen.</summary>
    public Task BindRefusalsAsync(Pair pair, CancellationToken ct) =>
        refusals.BindRefusalsAsync([refusals.Newcomer(pair.Subjects[0], Known(pair))], ct);

    /// <summary>Writes the merge; false when the second contact has changed meanwhile.</summary>
    public Task<bool> WriteAsync(Pair pair, string actor, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            await DemandFreeAsync(pair, token);
            var (survivor, absorbed) = (pair.Survivor, pair.Absorbed);
            var result = survivor.Absorb(absorbed, db.Now);
            if (!await db.MoveAsync(survivor.Id, absorbed, token))
            {
                throw new RuleViolation(ContactsErrors.AbsorbedChanged);
            }

            db.Origins.Add(new FieldOrigin
            {
                Id = db.NewId(), ContactId = survivor.Id, Fields = string.Join(' ', result.Fields), Origin = "merge", Act = OwnAct.None, ObtainedAt = db.Now, WrittenAt = db.Now,
            });
            foreach (var subject in pair.Subjects)
            {
                db.Audit(actor, "contact.merged", subject, survivor.Id);
            }

            db.Publish(new SubjectsMerged(pair.Subjects[0], pair.Subjects[1]));
            db.Publish(new SubjectsRegistered([pair.Subjects[0]]));
            await db.SaveChangesAsync(token);
            return true;
        },
        ct);

    private static IEnumerable<Identifier> Known(Pair pair) =>
        pair.Survivor.Identifiers.Concat(pair.Absorbed.Identifiers).Select(i => new Identifier(i.Kind, i.Value)).Distinct();
}
