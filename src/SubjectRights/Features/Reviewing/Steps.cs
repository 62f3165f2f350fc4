using Gdpr.Kernel;
using Gdpr.Platform.Data;
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

    /// <summary>
    /// A step that is taken once: the saga writes the row later, so what counts is the line that <paramref name="step"/> leaves
    /// in the history in its own commit. <paramref name="take"/> writes both; of two at once the second is refused.
    /// </summary>
    public static Task OnceAsync(SubjectRightsDbContext db, Guid id, string step, RuleError already, Action take, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            await db.OneWriterAsync(token);
            if (await db.History.AnyAsync(h => h.RequestId == id && h.Code == step, token))
            {
                throw new RuleViolation(already);
            }

            take();
            await db.SaveChangesAsync(token);
        },
        ct);

    public static IResult Accepted(Guid id) => TypedResults.Accepted($"/api/subject-rights/requests/{id}");
}
