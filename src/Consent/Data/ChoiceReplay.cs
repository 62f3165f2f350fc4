using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>
/// Brings back from the erasure ledger what people chose after the backup that this room was restored from. The words and
/// evidence of the moment are not in the ledger: the refusal holds without them.
/// </summary>
internal static class ChoiceReplay
{
    /// <summary>The act by which a person ended an earlier refusal.</summary>
    public const string Given = "given";

    /// <summary>How many were not there.</summary>
    public static Task<int> ReplayAsync(this ConsentDbContext db, IReadOnlyList<LedgerRow> rows, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var ids = rows.Select(r => r.Reference).ToList();
            var known = await db.Suppressions.Where(s => ids.Contains(s.Id)).Select(s => s.Id)
                .Union(db.Events.Where(e => ids.Contains(e.Id) && (e.Decision == ConsentDecision.Given || e.Decision == ConsentDecision.Renewed)).Select(e => e.Id))
                .ToListAsync(token);
            var lost = rows.Where(r => r.Choice is not null).ExceptBy(known, r => r.Reference).ToList();
            var dead = await db.DeadAmongAsync(lost, token);
            var hashes = await db.HashesAsync(lost, token);
            foreach (var row in lost)
            {
                db.Put(row, row.SubjectId is { } s && !dead.Contains(s) ? s : null, hashes);
            }

            await db.SaveChangesAsync(token);
            return lost.Count;
        },
        ct);

    private static void Put(this ConsentDbContext db, LedgerRow row, SubjectId? living, ILookup<SubjectId, string> known)
    {
        if (row.Choice!.Act == Given && living is { } subject)
        {
            db.Events.Add(Consent(row, row.Choice, subject));
        }
        else if (SuppressionReasons.TryParse(row.Choice.Act, out var reason))
        {
            db.Suppressions.Add(Refusal(row, row.Choice, reason));
            var hashes = row.Hashes.Select(h => h.Hash).Union(living is { } own ? known[own] : [], StringComparer.Ordinal);
            db.SuppressionHashes.AddRange(hashes.Select(h => new SuppressionHash { SuppressionId = row.Reference, Hash = h }));
            db.SuppressionSubjects.AddRange(living is { } person ? [new SuppressionSubject { SuppressionId = row.Reference, SubjectId = person, Matched = false }] : []);
        }
    }

    private static async Task<HashSet<SubjectId>> DeadAmongAsync(this ConsentDbContext db, List<LedgerRow> rows, CancellationToken ct)
    {
        var subjects = rows.Select(r => r.SubjectId).OfType<SubjectId>().Distinct().ToList();
        return [.. await db.Tombstones.Where(t => subjects.Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(ct)];
    }

    private static async Task<ILookup<SubjectId, string>> HashesAsync(this ConsentDbContext db, List<LedgerRow> rows, CancellationToken ct)
    {
        var subjects = rows.Select(r => r.SubjectId).OfType<SubjectId>().Distinct().ToList();
        return (await db.SubjectHashes.AsNoTracking().Where(h => subjects.Contains(h.SubjectId)).ToListAsync(ct)).ToLookup(h => h.SubjectId, h => h.Hash);
    }

    private static ConsentEvent Consent(LedgerRow row, LedgerChoice choice, SubjectId subject) => new()
    {
        Id = row.Reference,
        SubjectId = subject,
        Purpose = choice.Purpose!,
        Channel = Channels.Parse(choice.Channel),
        Decision = ConsentDecision.Given,
        NoticeId = choice.NoticeId,
        Method = choice.Method!,
        At = choice.At,
        RecordedAt = row.At,
        ControllerId = choice.ControllerId,
    };

    private static Suppression Refusal(LedgerRow row, LedgerChoice choice, SuppressionReason reason) => new()
    {
        Id = row.Reference,
        Scope = Channels.Parse(choice.Channel),
        Purpose = choice.Purpose,
        Reason = reason,
        At = choice.At,
        RecordedAt = row.At,
        ControllerId = choice.ControllerId,
    };
}
