using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Defining;

/// <summary>Lists the purposes; they are few, so there is one page.</summary>
internal static class ListPurposes
{
    internal sealed record Item(
        string Code, DefinePurpose.Names Name, LegalBasis LegalBasis, IReadOnlyList<string> Channels, int? RetentionMonths, int? ConsentMonths, string? ControllerId, DateTimeOffset CreatedAt, IReadOnlyList<string> DataClasses);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/purposes", HandleAsync)
            .WithName(nameof(ListPurposes))
            .WithSummary("Purposes");

    internal static async Task<Ok<Page<Item>>> HandleAsync(ConsentDbContext db, CancellationToken ct)
    {
        var purposes = await db.Purposes.AsNoTracking().OrderBy(p => p.Code).Take(Paging.MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. purposes.Select(p => new Item(
                p.Code, new DefinePurpose.Names(p.NameFr, p.NameEn), p.LegalBasis, p.Channels.Split(','), p.RetentionMonths, p.ConsentMonths, p.ControllerId, p.CreatedAt, p.NamedClasses))],
            null));
    }
}
