using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Requalifying;

/// <summary>
/// Asks everybody of an approved requalification, by mail where the law leaves it open at that moment, and notes who is to be
/// asked by post or at a visit. Whoever was asked is known by their event, so that a pass that was cut off is begun again and asks
/// nobody twice. Then silence is a no, and an erasure is proposed.
/// </summary>
internal sealed partial class RequalificationWorker(
    IServiceScopeFactory scopes, SchemaReady<ConsentDbContext> schema, RoomLease lease, TimeProvider clock, ILogger<RequalificationWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>One pass over all that is approved, and over all answers that are due.</summary>
    internal static async Task RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<ConsentDbContext>();
        foreach (var id in await db.Requalifications.Where(r => r.State == RequalificationState.Asking).Select(r => r.Id).ToListAsync(ct))
        {
            await AskAllAsync(id, services, db, ct);
        }

        await SettleAsync(db, ct);
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
                var mine = await lease.TakeAsync(scope.ServiceProvider.GetRequiredService<ConsentDbContext>(), stoppingToken);
                await (mine ? RunAsync(scope.ServiceProvider, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task AskAllAsync(Guid id, IServiceProvider services, ConsentDbContext db, CancellationToken ct)
    {
        foreach (var people in (await db.KnownSubjects.AsNoTracking().Select(k => k.SubjectId).ToListAsync(ct)).Chunk(Asking.Chunk))
        {
            if (!await AskAsync(id, people, services, db, ct))
            {
                return;
            }

            db.ChangeTracker.Clear();
        }

        var run = await db.Requalifications.SingleAsync(r => r.Id == id, ct);
        if (run.State == RequalificationState.Asking)
        {
            (run.State, run.AskedAllAt) = (RequalificationState.Waiting, db.Now);
            await db.SaveChangesAsync(ct);
        }
    }

    // False once it was stopped.
    private static async Task<bool> AskAsync(Guid id, SubjectId[] people, IServiceProvider services, ConsentDbContext db, CancellationToken ct)
    {
        var (addresses, links, settings) = (services.GetRequiredService<Addresses>(), services.GetRequiredService<Links>(), services.GetRequiredService<GdprSettings>());
        var purposeCode = await db.Requalifications.AsNoTracking().Where(r => r.Id == id).Select(r => r.Purpose).SingleAsync(ct);
        var purpose = await db.PurposeAsync(purposeCode, ct);
        SubjectId[] open = [.. (await db.AskableAsync(people, purpose, settings.Controller.Country, ct)).Where(r => r.Route == AskingRoute.Channel).Select(r => r.Subject)];
        var known = open.Length == 0 ? [] : (await addresses.OfAsync(open, ct)).ToDictionary(a => a.SubjectId);
        return await db.InTransactionAsync(
            async token =>
            {
                var run = await db.Requalifications.AsNoTracking().SingleAsync(r => r.Id == id, token);
                if (run.State != RequalificationState.Asking)
                {
                    return false;
                }

                // Asked again with the addresses at hand: what was said since the first question counts.
                var words = await db.WordsAsync(purpose, token);
                var living = (await db.LivingAsync(people, token)).ToHashSet();
                var noted = (await db.Asks.Where(a => a.RunId == id && EF.Parameter(people).Contains(a.SubjectId)).Select(a => a.SubjectId).ToListAsync(token)).ToHashSet();
                foreach (var (subject, route, code) in await db.AskableAsync([.. people.Where(p => living.Contains(p) && !noted.Contains(p))], purpose, settings.Controller.Country, token))
                {
                    if (route is AskingRoute.Channel or AskingRoute.PostOrVisit)
                    {
                        var to = route == AskingRoute.Channel ? known.GetValueOrDefault(subject) : null;
                        db.Note(run, subject, to is null ? AskingRoute.PostOrVisit : route, route == AskingRoute.Channel && to is null ? "NO_ADDRESS" : code, purpose, to, words, links, settings.Controller);
                    }
                }

                await db.SaveChangesAsync(token);
                return true;
            },
            ct);
    }

    private static async Task SettleAsync(ConsentDbContext db, CancellationToken ct)
    {
        var (now, after) = (db.Now, Guid.Empty);
        while (await db.Asks.Where(a => a.Outcome == AskOutcome.Waiting && a.Id > after).OrderBy(a => a.Id).Take(Asking.Chunk).ToListAsync(ct) is { Count: > 0 } waiting)
        {
            after = waiting[^1].Id;
            var runs = waiting.Select(a => a.RunId).Distinct().ToList();
            var purposes = await db.Requalifications.AsNoTracking().Where(r => runs.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Purpose, ct);
            foreach (var some in waiting.GroupBy(a => purposes[a.RunId]))
            {
                await SettleAsync(db, [.. some], some.Key, now, ct);
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task SettleAsync(ConsentDbContext db, RequalificationAsk[] asks, string purpose, DateTimeOffset now, CancellationToken ct)
    {
        SubjectId[] people = [.. asks.Select(a => a.SubjectId)];
        var said = (await db.Events.AsNoTracking()
            .Where(e => EF.Parameter(people).Contains(e.SubjectId) && e.Purpose == purpose && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed) && e.NoticeId != null && e.Method != Methods.Import)
            .Select(e => new { e.SubjectId, e.At }).ToListAsync(ct)).ToLookup(e => e.SubjectId, e => e.At);
        var refused = (await db.SuppressionSubjects.AsNoTracking().Where(l => EF.Parameter(people).Contains(l.SubjectId))
            .Join(db.Suppressions.Where(s => (s.Purpose == null || s.Purpose == purpose) && s.Reason != SuppressionReason.Bounce), l => l.SuppressionId, s => s.Id, (l, _) => l.SubjectId)
            .ToListAsync(ct)).ToHashSet();
        var unreached = await UnreachedAsync(db, asks, people, ct);
        var contracts = (await db.Facts.AsNoTracking().Where(f => EF.Parameter(people).Contains(f.SubjectId) && f.OngoingContract == true).Select(f => f.SubjectId).ToListAsync(ct)).ToHashSet();
        foreach (var ask in asks)
        {
            ask.Outcome = refused.Contains(ask.SubjectId) ? AskOutcome.Refused
                : said[ask.SubjectId].Any(at => ask.AskedAt is null || at >= ask.AskedAt) ? AskOutcome.Consented
                : ask.AnswerBy < now ? (unreached.Contains(ask.SubjectId) ? AskOutcome.Unreached : AskOutcome.Silent)
                : AskOutcome.Waiting;

            // A running contract is a basis of its own: without the consent they stay a customer.
            if (ask.Outcome == AskOutcome.Silent && !contracts.Contains(ask.SubjectId))
            {
                db.Propose(ask.SubjectId, ProposalCause.Silence, purpose, classes: null);
            }
        }
    }

    private static async Task<HashSet<SubjectId>> UnreachedAsync(ConsentDbContext db, RequalificationAsk[] asks, SubjectId[] people, CancellationToken ct)
    {
        var byEvent = asks.Where(a => a.EventId is not null).ToDictionary(a => a.EventId!.Value, a => a.SubjectId);
        var events = byEvent.Keys.Select(e => (Guid?)e).ToList();
        var lost = await db.Mails.AsNoTracking().Where(m => events.Contains(m.Reference) && m.SentAt == null && m.LastError != null).Select(m => m.Reference!.Value).ToListAsync(ct);
        var bounced = await db.SuppressionSubjects.AsNoTracking().Where(l => EF.Parameter(people).Contains(l.SubjectId))
            .Join(db.Suppressions.Where(s => s.Reason == SuppressionReason.Bounce), l => l.SuppressionId, s => s.Id, (l, s) => new { l.SubjectId, s.At })
            .ToListAsync(ct);
        return [.. lost.Select(e => byEvent[e]), .. bounced.Where(b => asks.Any(a => a.SubjectId == b.SubjectId && a.Route == AskingRoute.Channel && b.At >= a.AskedAt)).Select(b => b.SubjectId)];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The requalification stopped in the middle ({Error}); it goes on by itself")]
        public static partial void Failed(ILogger logger, string error);
    }
}

/// <summary>What a pass writes of one person.</summary>
internal static class RequalificationNotes
{
    private const string Kind = "requalification";

    public static void Note(
        this ConsentDbContext db, RequalificationRun run, SubjectId subject, AskingRoute route, string code, Purpose purpose, Addresses.Address? to, Func<string, Notice?> words, Links links, Controller controller)
    {
        var ask = new RequalificationAsk { Id = db.NewId(), RunId = run.Id, SubjectId = subject, Route = route, Code = code };
        db.Asks.Add(ask);
        if (to is null || words(to.Spoken) is not { } notice)
        {
            return;
        }

        var asked = db.Ask(ask, run, purpose, notice);
        var (yes, no) = (links.AddressOf(Links.Confirmation, asked.Id, to.Spoken), links.AddressOf(Links.Withdrawal, asked.Id, to.Spoken));
        db.Mails.Add(db.To(to, Kind, asked, ConsentMails.Requalification(purpose, notice, controller.DayOf(ask.AnswerBy!.Value), yes, no, controller, to.Spoken)));
        db.Audit("system", "requalification.asked", subject, run.Id);
    }
}
