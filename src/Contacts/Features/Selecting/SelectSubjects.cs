using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Selecting;

/// <summary>The people of a segment, page by page, by SubjectId only, and how many they are: whom a campaign is for is asked when it is asked.</summary>
internal static class SelectSubjects
{
    private const int MostSubjects = 1000;

    /// <param name="After">The last person of the page before.</param>
    /// <param name="CountOnly">Only the number is wanted.</param>
    internal sealed record Request(
        Audience? Audience,
        string? Country,
        string? Language,
        string? Origin,
        IReadOnlyDictionary<string, string>? Attributes,
        DateTimeOffset? CreatedFrom,
        DateTimeOffset? CreatedUntil,
        Guid After,
        int Limit,
        bool CountOnly);

    internal sealed record Response(IReadOnlyList<SubjectId> SubjectIds, int? Count);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Limit).InclusiveBetween(0, MostSubjects);
            RuleFor(r => r.Attributes).Must(a => a is not { Count: > 10 }).WithErrorCode("TOO_MANY_CRITERIA");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/select", Handle).CalledBy("campaigns");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, CancellationToken ct)
    {
        var people = Matching(db, request);
        if (request.CountOnly)
        {
            return TypedResults.Ok(new Response([], await people.CountAsync(ct)));
        }

        var ids = await people.Where(c => c.Id > request.After).OrderBy(c => c.Id).Take(request.Limit).Select(c => c.Id).ToListAsync(ct);
        return TypedResults.Ok(new Response([.. ids.Select(i => new SubjectId(i))], null));
    }

    private static IQueryable<Contact> Matching(ContactsDbContext db, Request asked)
    {
        var people = db.Contacts.AsNoTracking().Where(c =>
            c.Kind == ContactKind.Person
            && (asked.Audience == null || c.Audience == asked.Audience)
            && (asked.Country == null || c.Country == asked.Country)
            && (asked.Language == null || c.Language == asked.Language)
            && (asked.CreatedFrom == null || c.CreatedAt >= asked.CreatedFrom)
            && (asked.CreatedUntil == null || c.CreatedAt < asked.CreatedUntil));
        if (asked.Origin is { } origin)
        {
            people = people.Where(c => db.Origins.Any(o => o.ContactId == c.Id && o.Origin == origin));
        }

        return (asked.Attributes ?? new Dictionary<string, string>()).Aggregate(
            people, (found, a) => found.Where(c => c.Attributes.Any(x => x.Name == a.Key && x.Value == a.Value)));
    }
}
