using System.Globalization;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns;

/// <summary>
/// Answers requests about a person: what was sent to them and on which decision is handed out (Art. 15) or erased
/// (Art. 17). Nothing here must be kept: refusals live on in Consent. Objections are Consent's too: it is asked at every send.
/// </summary>
internal sealed class CampaignsParticipant(CampaignsDbContext db) : IParticipant
{
    // A list of mailings is neither provided by the person nor observed of them: Art. 20 does not reach it.
    public IReadOnlyCollection<RightRequested> Answers => [RightRequested.Access, RightRequested.Erasure];

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct) =>
        Findings.Of(await CountAsync(@case, @case.Right == RightRequested.Erasure ? Outcome.Erased : Outcome.Provided, ct));

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Erasure)
        {
            return (await LocateAsync(@case, ct)).Data;
        }

        IReadOnlyList<Datum> done = [];
        await db.EraseAsync(
            @case,
            async token =>
            {
                done = await CountAsync(@case, Outcome.Erased, token);
                await ForgetAsync(@case, token);
            },
            ct);
        return done;
    }

    public Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct) =>
        CountAsync(@case, @case.Right == RightRequested.Erasure ? Outcome.None : Outcome.Provided, ct);

    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Access)
        {
            return [];
        }

        var sends = await (from s in db.Sends.AsNoTracking()
                           join c in db.Campaigns on s.CampaignId equals c.Id
                           where @case.Subjects.Contains(s.SubjectId)
                           orderby s.Id
                           select new { c.Name, c.Channel, c.Purpose, s.State, s.Code, s.RuleId, s.DecidedAt, s.SentAt, s.UnsubscribedAt }).ToListAsync(ct);
        var stops = await db.Stops.AsNoTracking().Where(s => @case.Subjects.Contains(s.SubjectId)).OrderBy(s => s.At).ToListAsync(ct);
        var calls = await db.CallAttempts.AsNoTracking().Where(a => @case.Subjects.Contains(a.SubjectId)).OrderBy(a => a.At).ToListAsync(ct);
        return
        [
            new ExportTable(
                "calls",
                ["at", "outcome"],
                [.. calls.Select(a => (IReadOnlyList<string?>)[Iso(a.At), a.Outcome])],
                DataClasses.Calls,
                "6(1)(f)"),
            new ExportTable(
                "sends",
                ["campaign", "channel", "purpose", "state", "decision", "rule", "decidedAt", "sentAt", "unsubscribedAt"],
                [.. sends.Select(s => (IReadOnlyList<string?>)[s.Name, s.Channel.Name(), s.Purpose, s.State.ToString(), s.Code, s.RuleId, Iso(s.DecidedAt), Iso(s.SentAt), Iso(s.UnsubscribedAt)])],
                DataClasses.Sends,
                "6(1)(f)"),
            new ExportTable(
                "stops",
                ["channel", "purpose", "reason", "at", "until"],
                [.. stops.Select(s => (IReadOnlyList<string?>)[s.Channel.Name(), s.Purpose, s.Reason.ToString(), Iso(s.At), Iso(s.Until)])],
                DataClasses.Stops,
                "6(1)(c)"),
        ];
    }

    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct) => db.EraseAsync(erased, token => ForgetAsync(erased.AsCase(), token), ct);

    private static string? Iso(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<Datum>> CountAsync(ParticipationCase @case, Outcome outcome, CancellationToken ct)
    {
        var people = @case.Subjects;
        var found = new[]
        {
            new Datum(DataClasses.Sends, await db.Sends.CountAsync(s => people.Contains(s.SubjectId), ct), outcome, null, null),
            new Datum(DataClasses.Calls, await db.CallAttempts.CountAsync(a => people.Contains(a.SubjectId), ct), outcome, null, null),
            new Datum(DataClasses.Stops, await db.Stops.CountAsync(s => people.Contains(s.SubjectId), ct), outcome, null, null),
            new Datum(DataClasses.Examples, await db.PreflightExamples.CountAsync(e => people.Contains(e.SubjectId), ct), outcome, null, null),
        };
        return @case.Within([.. found.Where(d => d.Count > 0)]);
    }

    private async Task ForgetAsync(ParticipationCase @case, CancellationToken ct)
    {
        var people = @case.Subjects;
        if (@case.Covers(DataClasses.Sends))
        {
            await ForgetSendsAsync(people, ct);
        }

        if (@case.Covers(DataClasses.Calls))
        {
            await db.CallAttempts.Where(a => people.Contains(a.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (@case.Covers(DataClasses.Stops))
        {
            await db.Stops.Where(s => people.Contains(s.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (@case.Covers(DataClasses.Examples))
        {
            await db.PreflightExamples.Where(e => people.Contains(e.SubjectId)).ExecuteDeleteAsync(ct);
        }

        if (!@case.IsPart)
        {
            await db.MergedPeople.Where(m => people.Contains(m.Absorbed) || people.Contains(m.Survivor)).ExecuteDeleteAsync(ct);
        }
    }

    // Statistics keep the number of what was sent; whose it was is gone.
    private async Task ForgetSendsAsync(IReadOnlyCollection<SubjectId> people, CancellationToken ct)
    {
        var sent = await db.Sends.Where(s => people.Contains(s.SubjectId) && s.SentAt != null)
            .GroupBy(s => s.CampaignId)
            .Select(g => new { Campaign = g.Key, Count = g.Count() })
            .ToListAsync(ct);
        foreach (var campaign in sent)
        {
            await db.Campaigns.Where(c => c.Id == campaign.Campaign).ExecuteUpdateAsync(s => s.SetProperty(c => c.Forgotten, c => c.Forgotten + campaign.Count), ct);
        }

        await db.Sends.Where(s => people.Contains(s.SubjectId)).ExecuteDeleteAsync(ct);
    }
}
