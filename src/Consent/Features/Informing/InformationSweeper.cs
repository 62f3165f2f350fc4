using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Informing;

/// <summary>
/// Keeps the clocks of Art. 14: a mail that left has told its person; a first message of Campaigns or a first disclosure by
/// Contacts ends the time of who was never told. The other rooms are asked, they need not remember to tell.
/// </summary>
internal sealed partial class InformationSweeper(
    IServiceScopeFactory scopes, SchemaReady<ConsentDbContext> schema, RoomLease lease, GdprSettings settings, TimeProvider clock, ILogger<InformationSweeper> log) : BackgroundService
{
    private const int Chunk = 500;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    internal static async Task SweepAsync(ConsentDbContext db, RoomHttp rooms, Controller controller, CancellationToken ct)
    {
        while (await db.SettleNoticesAsync(ct) > 0)
        {
        }

        var after = Guid.Empty;
        while (await db.Owed().AsNoTracking().Where(d => d.Id > after && (d.FirstContactAt == null || d.FirstDisclosureAt == null)).OrderBy(d => d.Id).Take(Chunk).ToListAsync(ct) is { Count: > 0 } owed)
        {
            after = owed[^1].Id;
            var question = new Question([.. owed.Select(d => new Since(d.SubjectId, d.ObtainedAt))]);
            var contacts = await rooms.PostAsync<Answer>(db.Room, "campaigns", "internal/campaigns/subjects/first-sends", question, ct);
            var disclosures = await rooms.PostAsync<Answer>(db.Room, "contacts", "internal/contacts/subjects/first-disclosures", question, ct);
            await TakeAsync(db, [.. contacts.Items], [.. disclosures.Items], controller, ct);
        }
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
                if (await lease.TakeAsync(db, stoppingToken))
                {
                    await SweepAsync(db, scope.ServiceProvider.GetRequiredService<RoomHttp>(), settings.Controller, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task TakeAsync(ConsentDbContext db, Item[] contacts, Item[] disclosures, Controller controller, CancellationToken ct)
    {
        SubjectId[] ids = [.. contacts.Concat(disclosures).Select(i => i.SubjectId).Distinct()];
        var duties = await db.Duties.Where(d => EF.Parameter(ids).Contains(d.SubjectId)).ToDictionaryAsync(d => d.SubjectId, ct);
        foreach (var first in contacts.Where(c => duties.ContainsKey(c.SubjectId)))
        {
            duties[first.SubjectId].FirstContactAt ??= first.At;
        }

        foreach (var first in disclosures.Where(c => duties.ContainsKey(c.SubjectId)))
        {
            duties[first.SubjectId].FirstDisclosureAt ??= first.At;
        }

        foreach (var duty in duties.Values)
        {
            duty.Count(controller);
        }

        await db.SaveChangesAsync(ct);
    }

    private sealed record Since(SubjectId SubjectId, DateTimeOffset At);

    private sealed record Question(IReadOnlyList<Since> Items);

    private sealed record Item(SubjectId SubjectId, DateTimeOffset At);

    private sealed record Answer(IReadOnlyList<Item> Items);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep of notices failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
