using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Watching;

/// <summary>How many breaches run against a clock, and how much of it is left (Art. 33).</summary>
internal sealed class BreachFigures : IFigures<BreachNotificationDbContext>
{
    private static readonly FigureKind Running = new("gdpr.breaches.running", "{breach}", "Breaches whose clock runs, by clock");
    private static readonly FigureKind TimeLeft = new("gdpr.breaches.time_left", "s", "Time until the next end of a clock, by clock; negative when it has passed");
    private static readonly FigureKind Overdue = new("gdpr.breaches.overdue", "{breach}", "Breaches whose clock has ended unanswered, by clock");

    public IReadOnlyList<FigureKind> Kinds { get; } = [Running, TimeLeft, Overdue];

    public async Task<IReadOnlyList<Figure>> ReadAsync(BreachNotificationDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        var open = await db.Breaches.AsNoTracking().Where(b => b.State == BreachState.Aware || b.State == BreachState.Notified).ToListAsync(ct);
        return
        [
            .. open.Select(RunningClock.Of).OfType<RunningClock>().GroupBy(c => c.Name).SelectMany(clocks =>
            {
                var clock = new KeyValuePair<string, object?>("clock", clocks.Key);
                return new Figure[]
                {
                    new(Running, clocks.Count(), clock),
                    new(TimeLeft, (clocks.Min(c => c.DueAt) - now).TotalSeconds, clock),
                    new(Overdue, clocks.Count(c => c.DueAt < now), clock),
                };
            }),
        ];
    }
}
