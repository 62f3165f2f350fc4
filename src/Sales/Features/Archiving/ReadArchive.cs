using System.Text.Json.Nodes;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Archiving;

/// <summary>
/// The restricted archive: only who has the scope <c>sales.archive</c> looks into it, for a purpose that goes into the
/// audit trail. Records are found by an identifier of the person, or by their number.
/// </summary>
internal static class ReadArchive
{
    public const string Scope = "sales.archive";

    internal enum Purpose
    {
        SubjectRequest,
        TaxAudit,
        LegalClaim,
        InternalAudit,
    }

    internal sealed record Request(IReadOnlyList<CaseIdentifier>? Identifiers, string? Number, Purpose? Purpose);

    internal sealed record Item(Guid Id, ArchivedKind Kind, Guid RecordId, string Number, string? Ground, DateOnly? KeptUntil, DateTimeOffset ArchivedAt);

    internal sealed record Whole(Item Record, JsonNode Content, string Digest);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Purpose).NotNull().WithErrorCode("PURPOSE_MISSING");
            RuleFor(r => r).Must(r => r.Identifiers is { Count: > 0 and <= 50 } || !string.IsNullOrWhiteSpace(r.Number)).WithErrorCode("QUERY_MISSING");
            RuleForEach(r => r.Identifiers).Must(i => !string.IsNullOrWhiteSpace(i?.Value)).WithErrorCode("QUERY_MISSING");
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/archive/search", Search).ReadsOnly().DemandsScope(Scope).WithName("SearchArchive").WithSummary("Find archived records by identifier or number");
        api.MapGet("/archive/{id:guid}", Handle).DemandsScope(Scope).WithName(nameof(ReadArchive)).WithSummary("One archived record: ?purpose=subjectRequest|taxAudit|legalClaim|internalAudit");
    }

    internal static async Task<Ok<Page<Item>>> Search(
        Request request, SalesDbContext db, IdentifierHasher hasher, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var found = request.Identifiers is { Count: > 0 } identifiers
            ? db.Archived(PersonKeys.Of([], [.. identifiers.SelectMany(i => Normal(i, settings.Controller.Country))], hasher))
            : db.Archive.Where(a => a.Number == request.Number);
        var rows = await found.AsNoTracking().OrderBy(a => a.Id).Take(Paging.MaxLimit).ToListAsync(ct);
        db.Audit(http.Actor(), Code("archive.searched", request.Purpose!.Value));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. rows.Select(Show)], null));
    }

    // The framework reads enums of a query by their exact C# spelling only; our contract is camelCase.
    internal static async Task<Results<Ok<Whole>, ProblemHttpResult>> Handle(Guid id, string? purpose, SalesDbContext db, HttpContext http, CancellationToken ct)
    {
        if (!Enum.TryParse<Purpose>(purpose, ignoreCase: true, out var why) || !Enum.IsDefined(why) || char.IsAsciiDigit(purpose![0]))
        {
            return Problems.Create(422, "PURPOSE_MISSING", "Say for which purpose the archive is opened.");
        }

        var record = await db.Archive.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new RuleViolation(SalesErrors.ArchivedNotFound);
        db.Audit(http.Actor(), Code("archive.read", why), record.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Whole(Show(record), JsonNode.Parse(record.Content)!, record.Digest));
    }

    private static Item Show(ArchivedRecord a) => new(a.Id, a.Kind, a.RecordId, a.Number, a.Ground, a.KeepUntil, a.ArchivedAt);

    private static string Code(string act, Purpose purpose) => $"{act}:{purpose}";

    private static IEnumerable<Identifier> Normal(CaseIdentifier raw, string country)
    {
        var value = raw.Kind == IdentifierKind.ExternalId && !raw.Value.Contains(':', StringComparison.Ordinal) ? $"default:{raw.Value}" : raw.Value;
        return IdentifierNormalisation.TryNormalise(raw.Kind, value, country, out var normal) ? [new Identifier(raw.Kind, normal)] : [];
    }
}
