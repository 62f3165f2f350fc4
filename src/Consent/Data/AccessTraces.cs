using Gdpr.Kernel.Law;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

internal static class AccessTraces
{
    /// <summary>Notes from where a step was made, and until when that is kept; of one made too long ago nothing.</summary>
    public static void Trace(this ConsentDbContext db, ConsentEvent said, int step, string? ip, string? userAgent, DateTimeOffset? at = null)
    {
        var made = at ?? db.Now;
        var until = made.AddDays(LawParameters.Number("consent.accessTraceDays", DateOnly.FromDateTime(db.Now.UtcDateTime)));
        if ((ip is not null || userAgent is not null) && until > db.Now)
        {
            db.AccessTraces.Add(new AccessTrace
            {
                Id = db.NewId(), SubjectId = said.SubjectId, EventId = said.Id, Step = step, At = made, Ip = ip, UserAgent = userAgent, EraseAt = until,
            });
        }
    }

    /// <summary>Deletes what has stood long enough.</summary>
    public static Task ForgetTracesAsync(this ConsentDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        return db.AccessTraces.Where(t => t.EraseAt <= now).ExecuteDeleteAsync(ct);
    }
}
