using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Searching;

/// <summary>Finds contacts by e-mail, phone, external id, or the beginning of a name; each person shown is recorded as read.</summary>
internal static class SearchContacts
{
    internal sealed record Request(string? Query, string? After, int? Limit);

    internal sealed record Item(
        Guid Id, ContactKind Kind, string? GivenName, string? FamilyName, string? Organisation, string? Email, string? Phone, string? Country);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Query).NotEmpty().WithErrorCode("QUERY_MISSING");
            RuleFor(r => r.Query).MaximumLength(2 * ContactLimits.Text).WithErrorCode(ContactsErrors.FieldTooLong.Code);
            RuleFor(r => r.After).Must(a => Paging.Decode(a) is not null).WithErrorCode("CURSOR_MALFORMED");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/search", Handle)
            .ReadsOnly()
            .WithName(nameof(SearchContacts))
            .WithSummary("Find contacts by e-mail, phone, external id or name");

    internal static async Task<Ok<Page<Item>>> Handle(Request request, ContactsDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var limit = Paging.Limit(request.Limit);
        var after = Paging.Decode(request.After)!.Value;
        var items = await Matching(db, request.Query!, settings.Controller.Country)
            .Where(c => c.Id > after)
            .OrderBy(c => c.Id)
            .Take(limit + 1)
            .Select(c => new Item(
                c.Id,
                c.Kind,
                c.GivenName,
                c.FamilyName,
                c.Organisation,
                c.Emails.OrderBy(e => e.Position).Select(e => e.Value).FirstOrDefault(),
                c.Phones.OrderBy(p => p.Position).Select(p => p.Value).FirstOrDefault(),
                c.Country))
            .ToListAsync(ct);
        var page = Paging.Of(items, limit, i => i.Id);
        SubjectId[] people = [.. page.Items.Where(i => i.Kind == ContactKind.Person).Select(i => new SubjectId(i.Id))];
        foreach (var shown in people)
        {
            db.Audit(http.Actor(), "contact.found", shown, shown.Value);
        }

        await db.DiscloseAsync(http, people, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(page);
    }

    private static IQueryable<Contact> Matching(ContactsDbContext db, string query, string country)
    {
        var values = Spellings(query, country).ToList();
        var name = query.Contains('@', StringComparison.Ordinal) ? null : ContactText.Key(query);
        return db.Contacts.AsNoTracking().Where(c =>
            db.Identifiers.Any(i => i.ContactId == c.Id && i.Until == null && i.Kind != IdentifierKind.Name && values.Contains(i.Value))
            || (name != null && (c.NameKey!.StartsWith(name) || c.FamilyKey!.StartsWith(name))));
    }

    private static IEnumerable<string> Spellings(string query, string country)
    {
        if (IdentifierNormalisation.TryNormalise(IdentifierKind.Email, query, null, out var email))
        {
            yield return email;
        }

        if (IdentifierNormalisation.TryNormalise(IdentifierKind.Phone, query, country, out var phone))
        {
            yield return phone;
        }

        if (IdentifierNormalisation.TryNormalise(IdentifierKind.ExternalId, query, null, out var id)
            || IdentifierNormalisation.TryNormalise(IdentifierKind.ExternalId, $"{ContactText.DefaultSystem}:{query}", null, out id))
        {
            yield return id;
        }
    }
}
