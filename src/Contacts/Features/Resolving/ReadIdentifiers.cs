using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>Every identifier ever known of a person, for the case file of their request; the reading is recorded.</summary>
internal static class ReadIdentifiers
{
    /// <param name="SubjectIds">The person's id first, then every id that was merged into it.</param>
    internal sealed record Response(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<CaseIdentifier> Identifiers, string? Language);

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapGet("/subjects/{id:guid}/identifiers", Handle).CalledBy("subject-rights");

    internal static async Task<Ok<Response>> Handle(Guid id, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        var second = id;
        id = await db.SurvivorAsync(second, ct) ?? second;
        var person = await db.Contacts.AsNoTracking()
            .Where(c => c.Id == id && c.Kind == ContactKind.Person)
            .Select(c => new { c.NameKey, c.BirthDate, c.Language })
            .SingleOrDefaultAsync(ct) ?? throw new RuleViolation(ContactsErrors.ContactNotFound);
        var known = await db.Identifiers.AsNoTracking()
            .Where(i => i.ContactId == id)
            .OrderBy(i => i.Until != null).ThenBy(i => i.Kind).ThenBy(i => i.Value)
            .Select(i => new CaseIdentifier(i.Kind, i.Value))
            .ToListAsync(ct);
        if (person.NameKey is not null)
        {
            known.Add(new CaseIdentifier(IdentifierKind.Name, person.NameKey));
        }

        if (person.BirthDate is { } born)
        {
            // Under every name that the person ever had.
            known.AddRange(known.Where(i => i.Kind == IdentifierKind.Name).Select(i => i.Value).Distinct().ToList()
                .ConvertAll(name => new CaseIdentifier(IdentifierKind.NameAndBirthDate, IdentifierNormalisation.NameAndBirth(name, born))));
        }

        var ids = (await db.SecondIdsAsync([id], ct))[id].Prepend(id).Select(i => new SubjectId(i));
        db.Audit(http.Actor(), "contact.identifiers.read", new SubjectId(id), id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response([.. ids], known, person.Language));
    }
}
