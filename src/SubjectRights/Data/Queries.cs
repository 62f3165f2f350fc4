using Gdpr.Kernel;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data;

internal static class Queries
{
    /// <summary>
    /// Restrictions that bind us today: carried out, not lifted, of a person who is not erased. Their case stays whole,
    /// because the person must be told before they end (Art. 18(3)).
    /// </summary>
    public static IQueryable<SubjectRequest> StandingRestrictions(this SubjectRightsDbContext db) => db.Requests.IgnoreAutoIncludes()
        .Where(r => r.Right == RightRequested.Restriction && r.CurrentState == RequestStates.Completed && r.LiftedAt == null)
        .Where(r => r.SubjectId != null
            ? !db.Tombstones.Any(t => t.SubjectId == r.SubjectId)
            : r.Targets.Any(t => t.Outcome == Messages.Participation.Outcome.Restricted));
}
