using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>
/// Objections made by a request (Art. 21): one suppression per identifier and person, so that each is respected whoever
/// brings it back. To marketing they refuse everything; to a purpose, that purpose.
/// </summary>
internal sealed class Objections(ConsentDbContext db, IdentifierHasher hasher)
{
    /// <summary>Writes what is not yet written for this objection; harmless when repeated. Runs in the caller's transaction.</summary>
    public async Task RecordAsync(
        Guid requestId, IReadOnlyList<SubjectId> subjects, IReadOnlyList<Identifier> identifiers, RequestDetails asked, CancellationToken ct)
    {
        var missing = await MissingAsync(requestId, subjects, identifiers, ct);
        foreach (var identifier in missing.Identifiers)
        {
            await db.SuppressAsync(NewAct(requestId, asked), identifier, hasher, ct);
        }

        foreach (var subject in await db.LivingAsync(missing.Subjects, ct))
        {
            await db.SuppressAsync(NewAct(requestId, asked), subject, ct);
        }

        if (missing.Count > 0)
        {
            db.Audit("system", "objection.recorded", reference: requestId);
        }
    }

    /// <summary>Asked of the tables: who and what does not stand under this objection. An older one may have been reopened since.</summary>
    public async Task<Missing> MissingAsync(
        Guid requestId, IReadOnlyList<SubjectId> subjects, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        var people = subjects.ToList();
        var exact = identifiers.Where(i => i.Kind is IdentifierKind.Email or IdentifierKind.Phone).Distinct().ToList();
        var hashes = exact.SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString()).ToList();
        var acts = db.Suppressions.AsNoTracking().Where(s => s.RequestId == requestId);
        var known = await (from h in db.SuppressionHashes where hashes.Contains(h.Hash) join s in acts on h.SuppressionId equals s.Id select h.Hash)
            .ToListAsync(ct);
        var bound = await (from l in db.SuppressionSubjects where people.Contains(l.SubjectId) join s in acts on l.SuppressionId equals s.Id select l.SubjectId)
            .ToListAsync(ct);
        return new Missing(
            [.. people.Except(bound)],
            [.. exact.Where(i => !hasher.HashWithEveryKey(i).Any(h => known.Contains(h.ToString())))],
            people.Count + exact.Count);
    }

    private Suppression NewAct(Guid requestId, RequestDetails asked) => new()
    {
        Id = db.NewId(),
        Scope = Channel.All,
        Purpose = asked.Purpose,
        Reason = SuppressionReason.Objection,
        At = db.Now,
        RecordedAt = db.Now,
        RequestId = requestId,
    };
}

/// <summary>What does not stand under an objection yet, of how many that should.</summary>
internal sealed record Missing(IReadOnlyList<SubjectId> Subjects, IReadOnlyList<Identifier> Identifiers, int Wanted)
{
    public int Count => Subjects.Count + Identifiers.Count;
}
