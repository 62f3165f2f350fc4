using Gdpr.Kernel;
using Gdpr.Kernel.Rights;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>The requests board: by state, right and due date.</summary>
internal static class ListRequests
{
    internal sealed record Item(
        Guid Id, string Reference, RightRequested Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt, string? Code);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/requests", Handle).WithSummary("List requests");

    // The framework reads enums of a query by their exact C# spelling only; our contract is camelCase.
    internal static async Task<IResult> Handle(
        SubjectRightsDbContext db, string? status, string? right, DateTimeOffset? dueBefore, bool? overdue, string? after, int? limit, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        var (state, asked) = (State(status), Right(right));
        if (!string.IsNullOrEmpty(status) && state is null)
        {
            return Problems.Create(422, "STATUS_UNKNOWN", "No request has such a status.");
        }

        if (!string.IsNullOrEmpty(right) && asked is null)
        {
            return Problems.Create(422, RightsMatrix.RightUnknown.Code, "No request is for such a right.");
        }

        var (take, now) = (Paging.Limit(limit), db.Now);
        var rows = await db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => state == null || r.CurrentState == state)
            .Where(r => asked == null || r.Right == asked)
            .Where(r => dueBefore == null || (r.ExtendedDueAt ?? r.DueAt) < dueBefore)
            .Where(r => overdue == null || overdue == (RequestStates.Open.Contains(r.CurrentState) && r.CameBackAt == null && (r.ExtendedDueAt ?? r.DueAt) < now))
            .Where(r => r.CorrelationId > last)
            .OrderBy(r => r.CorrelationId)
            .Take(take + 1)
            .Select(r => new Item(r.CorrelationId, r.Reference, r.Right, r.CurrentState, r.ReceivedAt, r.ExtendedDueAt ?? r.DueAt, r.Code))
            .ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, r => r.Id));
    }

    private static string? State(string? status) => Array.Find(RequestStates.All, s => s.Equals(status, StringComparison.OrdinalIgnoreCase));

    private static RightRequested? Right(string? right) =>
        Enum.GetValues<RightRequested>().Select(r => (RightRequested?)r).FirstOrDefault(r => r.ToString()!.Equals(right, StringComparison.OrdinalIgnoreCase));
}
