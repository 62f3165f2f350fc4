using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Telemetry;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Watching;

/// <summary>How many requests are open, how much of the legal time is left, and who fails to answer.</summary>
internal sealed class RequestFigures : IFigures<SubjectRightsDbContext>
{
    private static readonly FigureKind Open = new("gdpr.requests.open", "{request}", "Requests that are not answered, or only in part, by right and state");
    private static readonly FigureKind TimeLeft = new("gdpr.requests.time_left", "s", "Time until the next due date, by right; negative when it has passed");
    private static readonly FigureKind Overdue = new("gdpr.requests.overdue", "{request}", "Requests not answered by their due date, by right (Art. 12(3))");
    private static readonly FigureKind Failed = new("gdpr.participants.failed", "{participant}", "Participants of open requests that failed or need a person, by name");

    public IReadOnlyList<FigureKind> Kinds { get; } = [Open, TimeLeft, Overdue, Failed];

    public async Task<IReadOnlyList<Figure>> ReadAsync(SubjectRightsDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        var open = await db.Requests.IgnoreAutoIncludes().Where(r => RequestStates.Open.Contains(r.CurrentState))
            .GroupBy(r => new { r.Right, r.CurrentState }).Select(g => new { g.Key.Right, State = g.Key.CurrentState, Count = g.Count() }).ToListAsync(ct);
        var unanswered = db.Requests.IgnoreAutoIncludes().Where(r => RequestStates.Unanswered.Contains(r.CurrentState) && (r.ExtendedDueAt ?? r.DueAt) != null);
        var next = await unanswered.GroupBy(r => r.Right).Select(g => new { Right = g.Key, Due = g.Min(r => r.ExtendedDueAt ?? r.DueAt) }).ToListAsync(ct);
        var late = await unanswered.Where(r => (r.ExtendedDueAt ?? r.DueAt) < now).GroupBy(r => r.Right).Select(g => new { Right = g.Key, Count = g.Count() }).ToListAsync(ct);
        var failed = await db.Requests.IgnoreAutoIncludes().Where(r => RequestStates.Open.Contains(r.CurrentState))
            .SelectMany(r => r.Targets).Where(t => t.Status == ReportStatus.Failed || t.Status == ReportStatus.NeedsHuman)
            .GroupBy(t => t.Name).Select(g => new { Name = g.Key, Count = g.Count() }).ToListAsync(ct);
        return
        [
            .. open.Select(o => new Figure(Open, o.Count, Label("right", Word(o.Right)), Label("state", o.State))),
            .. next.Select(n => new Figure(TimeLeft, (n.Due!.Value - now).TotalSeconds, Label("right", Word(n.Right)))),
            .. late.Select(l => new Figure(Overdue, l.Count, Label("right", Word(l.Right)))),
            .. failed.Select(f => new Figure(Failed, f.Count, Label("participant", f.Name))),
        ];
    }

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private static string Word(RightRequested right) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(right.ToString());
}
