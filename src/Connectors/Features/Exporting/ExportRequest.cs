using Gdpr.Connectors.Data;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Exporting;

/// <summary>Hands SubjectRights what all third parties gave for one request, when it packs the answer (Arts. 15 and 20).</summary>
internal static class ExportRequest
{
    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapGet("/participation/{requestId:guid}/export", Handle).CalledBy("subject-rights");

    internal static async Task<Results<Ok<List<ExportTable>>, ProblemHttpResult>> Handle(
        Guid requestId, ConnectorsDbContext db, ExportSeal seal, CancellationToken ct)
    {
        var tables = new List<ExportTable>();
        foreach (var export in await db.Exports.AsNoTracking().Where(e => e.RequestId == requestId).OrderBy(e => e.TaskId).ToListAsync(ct))
        {
            // A package that lacks a part without saying so would be a false answer.
            if (seal.OpenOrNull(export) is not { } opened)
            {
                return Problems.Create(500, Domain.TaskCodes.ExportUnreadable, "A stored export cannot be decrypted: restore the key ring or ask again.");
            }

            tables.AddRange(opened);
        }

        return TypedResults.Ok(tables);
    }
}
