using Gdpr.Kernel;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>A step by staff: checks the state, writes a command for the saga and answers 202; the saga alone writes the row.</summary>
internal static class Steps
{
    public static async Task<SubjectRequest> FindAsync(SubjectRightsDbContext db, Guid id, CancellationToken ct)
    {
        var row = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.CorrelationId == id, ct)
            ?? throw new RuleViolation(SubjectRightsErrors.NotFound);
        db.ContinueTrace(row.TraceParent);
        return row;
    }

    public static void Demand(SubjectRequest row, params ReadOnlySpan<string> states)
    {
        if (!states.Contains(row.CurrentState))
        {
            throw new RuleViolation(SubjectRightsErrors.WrongState);
        }
    }

    public static IResult Accepted(Guid id) => TypedResults.Accepted($"/api/subject-rights/requests/{id}");
}
