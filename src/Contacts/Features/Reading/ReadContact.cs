using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Reading;

/// <summary>All we hold of a contact, with the origin of each field; who read it is recorded (Art. 15, DESIGN 4.12).</summary>
internal static class ReadContact
{
    internal sealed record Point(string Value, string? Type, bool Primary, bool Verified);

    internal sealed record Source(
        string Origin, DateTimeOffset ObtainedAt, string? Detail, OwnAct Act, Guid? ImportId, Provenance? Provenance, string? Supplier, bool? PartnersNamed);

    internal sealed record Response
    {
        public required Guid Id { get; init; }

        public Guid? SubjectId { get; init; }

        public required ContactKind Kind { get; init; }

        public string? ExternalId { get; init; }

        public required IReadOnlyList<string> ExternalIds { get; init; }

        public string? GivenName { get; init; }

        public string? FamilyName { get; init; }

        public string? Organisation { get; init; }

        public required IReadOnlyList<Point> Emails { get; init; }

        public required IReadOnlyList<Point> Phones { get; init; }

        public DateOnly? BirthDate { get; init; }

        public string? Street { get; init; }

        public string? PostalCode { get; init; }

        public string? City { get; init; }

        public string? Country { get; init; }

        public string? Language { get; init; }

        public Audience? Audience { get; init; }

        public required IReadOnlyDictionary<string, string> Attributes { get; init; }

        public required IReadOnlyDictionary<string, Source> Origins { get; init; }

        /// <summary>Where the newest of it came from.</summary>
        public Source? Source { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/{id:guid}", Handle).WithName(nameof(ReadContact)).WithSummary("Read a contact");

    /// <summary>The person's own view; what staff wrote down is in the package of an access request.</summary>
    internal static void MapSelf(IEndpointRouteBuilder self) =>
        self.MapGet("/data", (ContactsDbContext db, HttpContext http, CancellationToken ct) => Handle(http.OwnSubject().Value, db, http, ct))
            .WithName("ReadMyself").WithSummary("What is held of me, and where each field came from");

    internal static async Task<Ok<Response>> Handle(Guid id, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        var contact = await db.Contacts.AsNoTracking().Whole().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (contact is null && await db.SurvivorAsync(id, ct) is { } survivor)
        {
            // A second id, from before a merge: whoever still uses it means the survivor.
            return await Handle(survivor, db, http, ct);
        }

        if (contact is null)
        {
            throw new RuleViolation(ContactsErrors.ContactNotFound);
        }

        var origins = await db.Origins.AsNoTracking().Where(o => o.ContactId == id).OrderBy(o => o.Id).ToListAsync(ct);
        db.Audit(http.Actor(), "contact.read", contact.IsPerson ? new SubjectId(id) : null, id);
        await db.DiscloseAsync(http, contact.IsPerson ? [new SubjectId(id)] : [], ct);
        await db.SaveChangesAsync(ct);
        http.SetETag(contact.Version);
        return TypedResults.Ok(Show(contact, origins));
    }

    private static Response Show(Contact c, IReadOnlyList<FieldOrigin> origins) => new()
    {
        Id = c.Id,
        SubjectId = c.IsPerson ? c.Id : null,
        Kind = c.Kind,
        ExternalId = c.ExternalIds.Select(Contact.ShownExternalId).FirstOrDefault(),
        ExternalIds = [.. c.ExternalIds],
        GivenName = c.GivenName,
        FamilyName = c.FamilyName,
        Organisation = c.Organisation,
        Emails = [.. c.Emails.OrderBy(e => e.Position).Select(e => new Point(e.Value, e.Type, e.Primary, e.Verified))],
        Phones = [.. c.Phones.OrderBy(p => p.Position).Select(p => new Point(p.Value, p.Type, p.Primary, p.Verified))],
        BirthDate = c.BirthDate,
        Street = c.Street,
        PostalCode = c.PostalCode,
        City = c.City,
        Country = c.Country,
        Language = c.Language,
        Audience = c.Audience,
        Attributes = c.Attributes.ToDictionary(a => a.Name, a => a.Value),
        Origins = LatestOfEachField(origins),
        Source = origins.Count == 0 ? null : SourceOf(origins[^1]),
        CreatedAt = c.CreatedAt,
        ChangedAt = c.ChangedAt,
    };

    private static Dictionary<string, Source> LatestOfEachField(IReadOnlyList<FieldOrigin> origins)
    {
        var latest = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var o in origins)
        {
            foreach (var field in o.Fields.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                latest[field] = SourceOf(o);
            }
        }

        return latest;
    }

    private static Source SourceOf(FieldOrigin o) => new(o.Origin, o.ObtainedAt, o.Detail, o.Act, o.ImportId, o.Provenance, o.Supplier, o.PartnersNamed);
}
