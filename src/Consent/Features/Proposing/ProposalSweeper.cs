using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Proposing;

/// <summary>
/// Proposes the erasure of data that rested on a consent alone, once it is withdrawn. Whichever way the word came - receipt, portal, staff, file, ledger -
/// the tables say it; what other purposes still need is left out.
/// </summary>
internal sealed partial class ProposalSweeper(
    IServiceScopeFactory scopes, SchemaReady<ConsentDbContext> schema, RoomLease lease, GdprSettings settings, TimeProvider clock, ILogger<ProposalSweeper> log) : BackgroundService
{
    private const int Chunk = 500;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>One sweep; answers how many erasures it proposed.</summary>
    internal static async Task<int> SweepAsync(ConsentDbContext db, string home, CancellationToken ct)
    {
        var purposes = await db.Purposes.AsNoTracking().Where(p => p.DataClasses != null).ToListAsync(ct);
        await OvertakeAsync(db, home, ct);
        var proposed = 0;
        foreach (var purpose in purposes.Where(p => p.LegalBasis == LegalBasis.Consent))
        {
            var own = purpose.NamedClasses.Except(purposes.Where(p => p.LegalBasis != LegalBasis.Consent).SelectMany(p => p.NamedClasses)).ToList();
            var ended = own.Count == 0 ? [] : await EndedAsync(db, purpose.Code, ct);
            foreach (var people in ended.Chunk(Chunk))
            {
                proposed += await ProposeAsync(db, people, purpose, own, [.. purposes.Where(p => p.LegalBasis == LegalBasis.Consent && p.Code != purpose.Code)], home, ct);
            }
        }

        return proposed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
                await (await lease.TakeAsync(db, stoppingToken) ? SweepAsync(db, settings.Controller.Country, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A consent, then a refusal that speaks of it, and nothing proposed since. A running contract is another basis; what is restricted is only stored.
    private static async Task<List<SubjectId>> EndedAsync(ConsentDbContext db, string purpose, CancellationToken ct) => await db.Events.AsNoTracking()
        .Where(e => e.Purpose == purpose && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed))
        .Where(e => db.SuppressionSubjects.Any(l => l.SubjectId == e.SubjectId
            && db.Suppressions.Any(s => s.Id == l.SuppressionId && (s.Purpose == null || s.Purpose == purpose) && s.Reason != SuppressionReason.Bounce && s.At >= e.At)))
        .Where(e => !db.Proposals.Any(p => p.SubjectId == e.SubjectId && p.Purpose == purpose && (p.DecidedAt == null || p.ProposedAt >= e.RecordedAt)))
        .Where(e => !db.Tombstones.Any(t => t.SubjectId == e.SubjectId))
        .Where(e => !db.Restrictions.Any(r => r.SubjectId == e.SubjectId))
        .Where(e => !db.Facts.Any(f => f.SubjectId == e.SubjectId && f.OngoingContract == true))
        .Select(e => e.SubjectId)
        .Distinct()
        .ToListAsync(ct);

    private static async Task<int> ProposeAsync(
        ConsentDbContext db, SubjectId[] people, Purpose purpose, List<string> own, List<Purpose> others, string home, CancellationToken ct)
    {
        var consenting = await db.ConsentingAsync(people, purpose, home, ct);
        SubjectId[] without = [.. people.Where(p => !consenting.Contains(p))];
        var needed = new List<(HashSet<SubjectId> People, IReadOnlyList<string> Classes)>();
        foreach (var other in others.Where(o => o.NamedClasses.Intersect(own).Any()))
        {
            needed.Add((await db.ConsentingAsync(without, other, home, ct), other.NamedClasses));
        }

        var proposed = 0;
        foreach (var person in without)
        {
            var classes = own.Except(needed.Where(n => n.People.Contains(person)).SelectMany(n => n.Classes)).ToList();
            if (classes.Count > 0)
            {
                db.Propose(person, ProposalCause.Withdrawn, purpose.Code, classes);
                proposed++;
            }
        }

        await db.SaveChangesAsync(ct);
        return proposed;
    }

    private static async Task OvertakeAsync(ConsentDbContext db, string home, CancellationToken ct)
    {
        var open = await db.Proposals.Where(p => p.DecidedAt == null && db.Events.Any(e =>
            e.SubjectId == p.SubjectId && e.Purpose == p.Purpose && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed) && e.RecordedAt >= p.ProposedAt)).ToListAsync(ct);
        foreach (var some in open.GroupBy(p => p.Purpose))
        {
            var purpose = await db.PurposeAsync(some.Key, ct);
            foreach (var chunk in some.Chunk(Chunk))
            {
                var consenting = await db.ConsentingAsync([.. chunk.Select(p => p.SubjectId)], purpose, home, ct);
                foreach (var proposal in chunk.Where(p => consenting.Contains(p.SubjectId)))
                {
                    (proposal.Outcome, proposal.DecidedAt, proposal.DecidedBy) = (ProposalOutcome.Overtaken, db.Now, "system");
                }
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep for erasures to propose failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
