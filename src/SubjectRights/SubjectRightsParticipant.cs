using System.Runtime.CompilerServices;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Sweeping;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights;

/// <summary>
/// What this room itself keeps of a person: earlier requests, by id and keyed hash, for the period of the rights file.
/// The file of the request at hand is named in its own answer.
/// </summary>
internal sealed class SubjectRightsParticipant(SubjectRightsDbContext db, IdentifierHasher hasher, CaseVault vault, GdprSettings settings)
    : IParticipant, IHoldsSealedTexts
{
    private const string Correspondence = "CaseMessages/";

    private const string DataClass = "subjectRights.requests";

    // Policy, not law: only the minimum that proves compliance stays (Art. 5(2)).
    private const string Ground = "5(2):RIGHTS_FILE";

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct) => Findings.Of(await KeptAsync(@case, ct));

    public async Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        var kept = await KeptAsync(@case, ct);
        if (@case.Right == RightRequested.Erasure && @case.LedgerSequence is not null)
        {
            await db.EraseAsync(@case, token => @case.Covers(DataClass) ? ForgetAsync(Earlier(@case), @case.IsPart, token) : Task.CompletedTask, ct);
        }

        // Our file exists under a legal obligation: it is no part of a portability (Art. 20(1)(a)).
        return @case.Right == RightRequested.Portability ? [] : kept;
    }

    public async Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct) => await KeptAsync(@case, ct);

    /// <summary>The person's earlier requests, as we remember them (Art. 15); no part of a portability.</summary>
    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (@case.Right != RightRequested.Access)
        {
            return [];
        }

        var rows = await Earlier(@case).OrderBy(r => r.CorrelationId)
            .Select(r => new { r.Reference, r.Right, r.CurrentState, r.ReceivedAt, r.AnsweredAt }).ToListAsync(ct);
        return rows.Count == 0 ? [] :
        [
            new ExportTable(
                "requests",
                ["reference", "right", "status", "receivedAt", "answeredAt"],
                [.. rows.Select(r => (IReadOnlyList<string?>)[r.Reference, r.Right.ToString(), r.CurrentState, r.ReceivedAt.ToString("O"), r.AnsweredAt?.ToString("O")])],
                DataClass,
                "legalObligation"),
        ];
    }

    /// <summary>The files of closed cases go as they went with the erasure, but for the file of the erasure itself.</summary>
    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct) => db.EraseAsync(
        erased,
        token => erased.Covers(DataClass)
            ? ForgetAsync(Earlier(erased.AsCase()).Where(r => !erased.Requests.Contains(r.CorrelationId)), erased.DataClasses.Count > 0, token)
            : Task.CompletedTask,
        ct);

    /// <summary>The correspondence of other people's cases, which is sealed; that of the person's own cases is theirs.</summary>
    public async IAsyncEnumerable<SealedText> ReadTextsAsync(ParticipationCase @case, [EnumeratorCancellation] CancellationToken ct)
    {
        var own = await Earlier(@case).Select(r => r.CorrelationId).ToListAsync(ct);
        var others = await db.Messages.Where(m => m.Box != null && m.RequestId != @case.RequestId && !own.Contains(m.RequestId)).Select(m => m.RequestId).Distinct().ToListAsync(ct);
        foreach (var other in others)
        {
            foreach (var (message, text) in await vault.ReadMessagesAsync(other, ct))
            {
                yield return new SealedText($"{Correspondence}{message.Id}", DataClass, text);
            }
        }
    }

    public Task WriteTextAsync(string place, string text, CancellationToken ct) => vault.RewriteMessageAsync(Guid.Parse(place[Correspondence.Length..]), text, ct);

    private async Task<IReadOnlyList<Datum>> KeptAsync(ParticipationCase @case, CancellationToken ct)
    {
        if (!@case.Covers(DataClass))
        {
            return [];
        }

        // Who is erased stands under no restriction any more.
        var (standing, ends) = (db.StandingRestrictions(), @case.Right == RightRequested.Erasure && !@case.IsPart);
        var closed = await Earlier(@case)
            .Select(r => RequestStates.Final.Contains(r.CurrentState) && (ends || !standing.Any(s => s.CorrelationId == r.CorrelationId)) ? r.LiftedAt ?? r.AnsweredAt : null)
            .ToListAsync(ct);
        return closed.Count == 0 ? []
            : @case.Right == RightRequested.Access ? [new Datum(DataClass, closed.Count, Outcome.Provided, null, null)]
            : [.. closed.GroupBy(at => at is { } day ? CaseEnds.EndOf(day, settings) : (DateOnly?)null).OrderBy(g => g.Key)
                .Select(g => new Datum(DataClass, g.Count(), Outcome.Kept, Ground, g.Key))];
    }

    // The sealed files of answered cases stand until their own end, so that a copy asked for before the erasure can still be
    // fetched; what staff wrote in the clear goes now, and no case outlives the person for want of an end. Who stays may
    // stand under a restriction, and is told before it ends.
    private async Task ForgetAsync(IQueryable<SubjectRequest> earlier, bool stays, CancellationToken ct)
    {
        var standing = db.StandingRestrictions();
        var ids = await earlier.Where(r => RequestStates.Final.Contains(r.CurrentState)).Select(r => r.CorrelationId).ToListAsync(ct);
        var end = db.Now + CaseKeys.AnswerStands;
        await db.CaseFiles
            .Where(c => ids.Contains(c.RequestId) && c.KeyEndsAt == null && !(stays && standing.Any(r => r.CorrelationId == c.RequestId)))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.KeyEndsAt, end), ct);
        await db.History.Where(h => ids.Contains(h.RequestId)).ExecuteUpdateAsync(s => s.SetProperty(h => h.Reason, (string?)null), ct);
    }

    private IQueryable<SubjectRequest> Earlier(ParticipationCase @case)
    {
        var hashes = @case.Identifiers.SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString()).ToList();
        var subjects = @case.Subjects.Select(s => (SubjectId?)s).ToList();
        return db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => r.CorrelationId != @case.RequestId && (hashes.Contains(r.IdentifierHash) || subjects.Contains(r.SubjectId)));
    }
}
