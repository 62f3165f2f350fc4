using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>What would be done, per datum, before anything is done.</summary>
internal static class ReadPreview
{
    internal sealed record Response(Guid Id, string Status, bool Complete, IReadOnlyList<Item> Items);

    internal sealed record Item(string Target, string DataClass, int Count, Outcome Outcome, string? Ground, DateOnly? Until);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/requests/{id:guid}/preview", Handle).WithSummary("What would be done");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var items = row.Targets.SelectMany(t => t.Located.Select(d => new Item(t.Name, d.DataClass, d.Count, d.Outcome, d.Ground, d.Until)));
        var complete = row.Targets.Count > 0 && row.CurrentState is not (RequestStates.Received or RequestStates.AwaitingIdentity or RequestStates.Locating);
        return TypedResults.Ok(new Response(id, row.CurrentState, complete, [.. items]));
    }
}
