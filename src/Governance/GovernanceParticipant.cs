using System.Globalization;
using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance;

/// <summary>
/// Litigation holds name a person: open ones are kept until their review (Art. 17(3)(e)), released ones are erased. Other
/// rooms hold what the claim is about.
/// </summary>
internal sealed class GovernanceParticipant(GovernanceDbContext db) : IParticipant
{
    private const string Ground = "17(3)(e):LITIGATION";

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct) => Findings.Of(await AnswerAsync(@case, Outcome.Erased, ct));

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Erasure)
        {
            return await AnswerAsync(@case, Outcome.Erased, ct);
        }

        IReadOnlyList<Datum> before = [];
        await db.EraseAsync(
            @case,
            async token =>
            {
                before = await AnswerAsync(@case, Outcome.Erased, token);
                if (!@case.Covers(LitigationHold.DataClass))
                {
                    return;
                }

                var released = Of(@case).Where(h => h.ReleasedAt != null);
                await db.Reviews.Where(r => released.Any(h => h.Id == r.HoldId)).ExecuteDeleteAsync(token);
                await released.ExecuteDeleteAsync(token);
            },
            ct);
        return before;
    }

    public Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct) => AnswerAsync(@case, Outcome.None, ct);

    /// <summary>That there is a hold, and since when. Its reason is the company's preparation of a claim and no part of a copy (Art. 15(4)).</summary>
    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Access)
        {
            return [];
        }

        var holds = await Of(@case).AsNoTracking().OrderBy(h => h.Id).ToListAsync(ct);
        IReadOnlyList<IReadOnlyList<string?>> rows =
        [
            .. holds.Select(h => new[]
            {
                h.PlacedAt.ToString("O", CultureInfo.InvariantCulture), h.ReviewDate.ToString("O", CultureInfo.InvariantCulture),
                h.ReleasedAt?.ToString("O", CultureInfo.InvariantCulture),
            }),
        ];
        return rows.Count == 0 ? [] : [new ExportTable("litigationHolds", ["placedAt", "reviewDate", "releasedAt"], rows, LitigationHold.DataClass, "6(1)(f)")];
    }

    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct) => CarryOutAsync(erased.AsCase(), ct);

    private async Task<IReadOnlyList<Datum>> AnswerAsync(ParticipationCase @case, Outcome released, CancellationToken ct)
    {
        if (@case.Right == RightRequested.Portability || !@case.Covers(LitigationHold.DataClass))
        {
            return [];
        }

        var holds = await Of(@case).AsNoTracking().Select(h => new { h.ReviewDate, Open = h.ReleasedAt == null }).ToListAsync(ct);
        if (@case.Right == RightRequested.Access)
        {
            return holds.Count == 0 ? [] : [new Datum(LitigationHold.DataClass, holds.Count, Outcome.Provided, null, null)];
        }

        var over = holds.Count(h => !h.Open);
        return
        [
            .. holds.Where(h => h.Open).GroupBy(h => h.ReviewDate).OrderBy(g => g.Key)
                .Select(g => new Datum(LitigationHold.DataClass, g.Count(), Outcome.Kept, Ground, g.Key)),
            .. over == 0 ? (Datum[])[] : [new Datum(LitigationHold.DataClass, over, released, null, null)],
        ];
    }

    private IQueryable<LitigationHold> Of(ParticipationCase @case)
    {
        var subjects = @case.Subjects.Select(s => (SubjectId?)s).ToList();
        return db.LitigationHolds.Where(h => subjects.Contains(h.SubjectId));
    }
}
