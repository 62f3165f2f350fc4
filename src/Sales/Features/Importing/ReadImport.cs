using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Importing;

/// <summary>How far an import has come; errors are row, column and code, never a value.</summary>
internal static class ReadImport
{
    internal sealed record Error(long Row, string? Column, string Code);

    internal sealed record Response(
        Guid Id,
        ImportStatus Status,
        long RowsRead,
        long? RowsTotal,
        long Created,
        long Updated,
        long Unchanged,
        long Rejected,
        long Suppressed,
        IReadOnlyList<string> WaitingFor,
        string? Code,
        IReadOnlyList<Error> Errors);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/imports/{id:guid}", Handle).WithName("ReadSalesImport").WithSummary("Progress and result of an import");

    internal static async Task<Ok<Response>> Handle(Guid id, SalesDbContext db, CancellationToken ct)
    {
        var job = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.Status != ImportStatus.Uploading, ct)
            ?? throw new RuleViolation(SalesErrors.ImportNotFound);
        var errors = await db.ImportErrors.AsNoTracking()
            .Where(e => e.ImportId == id)
            .OrderBy(e => e.Row)
            .Select(e => new Error(e.Row, e.Column, e.Code))
            .ToListAsync(ct);
        return TypedResults.Ok(new Response(
            id,
            job.Status,
            job.RowsRead,
            job.RowsTotal,
            job.Created,
            job.Updated,
            job.Unchanged,
            job.Rejected,
            job.Suppressed,
            job.WaitingFor?.Split(' ') ?? [],
            job.Code,
            errors));
    }
}
