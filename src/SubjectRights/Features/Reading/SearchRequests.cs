using FluentValidation;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>
/// Finds a person's requests by identifier, by keyed hash alone: it works after the case file is gone. Those that the same
/// person made under another identifier come along.
/// </summary>
internal static class SearchRequests
{
    internal sealed record Request(string Identifier);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Identifier).NotEmpty().MaximumLength(254).WithErrorCode("IDENTIFIER_INVALID");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/search", Handle).ReadsOnly().WithSummary("Find requests by e-mail address or telephone number");

    internal static async Task<IResult> Handle(
        Request request, SubjectRightsDbContext db, IdentifierHasher hasher, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var kind = request.Identifier.Contains('@') ? IdentifierKind.Email : IdentifierKind.Phone;
        if (!IdentifierNormalisation.TryNormalise(kind, request.Identifier, settings.Controller.Country, out var value))
        {
            return Problems.Create(422, "IDENTIFIER_INVALID", "Give an e-mail address or a telephone number.");
        }

        var hashes = hasher.HashWithEveryKey(new Identifier(kind, value)).Select(h => h.ToString()).ToList();
        var rows = await db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => hashes.Contains(r.IdentifierHash)
                || (r.SubjectId != null && db.Requests.Any(o => hashes.Contains(o.IdentifierHash) && o.SubjectId == r.SubjectId)))
            .OrderBy(r => r.CorrelationId)
            .Take(Paging.MaxLimit)
            .Select(r => new ListRequests.Item(r.CorrelationId, r.Reference, r.Right, r.CurrentState, r.ReceivedAt, r.ExtendedDueAt ?? r.DueAt, r.Code))
            .ToListAsync(ct);
        db.Audit(http.Actor(), "requests.searched");
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<ListRequests.Item>(rows, null));
    }
}
