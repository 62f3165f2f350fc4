using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Finding;

/// <summary>Somebody looked at a proposed pair: they are two people, and the pair is not proposed again.</summary>
internal static class DismissDuplicate
{
    private static readonly RuleError NotFound = new("DUPLICATE_NOT_FOUND", "No such pair of contacts is known.", 404);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/duplicates/{id}/dismissal", Handle).WithName(nameof(DismissDuplicate)).WithSummary("Say that two contacts are two people");

    internal static async Task<NoContent> Handle(string id, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        var pair = ContactPair.Parse(id) ?? throw new RuleViolation(NotFound);
        var known = await db.Contacts.CountAsync(c => c.Id == pair.First || c.Id == pair.Second, ct);
        if (known != 2)
        {
            throw new RuleViolation(NotFound);
        }

        if (!await db.DismissedPairs.AnyAsync(p => p.FirstId == pair.First && p.SecondId == pair.Second, ct))
        {
            db.DismissedPairs.Add(new DismissedPair { FirstId = pair.First, SecondId = pair.Second, Actor = http.Actor(), At = db.Now });
            db.Audit(http.Actor(), "contact.duplicate.dismissed", new SubjectId(pair.First), pair.First);
            db.Audit(http.Actor(), "contact.duplicate.dismissed", new SubjectId(pair.Second), pair.Second);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.NoContent();
    }
}
