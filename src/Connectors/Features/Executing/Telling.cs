using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>Decides which identifiers a third party may be told, and records that it was told them.</summary>
internal sealed class Telling(ConnectorsDbContext db, IdentifierHasher hasher)
{
    /// <summary>Only the kinds that the connection declares, always in one order.</summary>
    public IReadOnlyList<Identifier> Select(CaseFile file, Connection connection) =>
        [.. file.Identifiers
            .Where(i => connection.IdentifierKinds.Contains(i.Kind))
            .Select(i => new Identifier(i.Kind, i.Value))
            .Distinct()
            .OrderBy(i => i.Kind).ThenBy(i => i.Value, StringComparer.Ordinal)];

    /// <summary>A third party that cannot know the person is not told about the person; null when it is to be asked.</summary>
    public async Task<Verdict?> WithoutAskingAsync(IReadOnlyList<Identifier> identifiers, Connection connection, CancellationToken ct)
    {
        if (identifiers.Count == 0)
        {
            return Verdict.NotAsked(TaskCodes.NoIdentifier);
        }

        if (connection.MayHoldUnknown)
        {
            return null;
        }

        var hashes = identifiers.SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString()).ToList();
        var given = await db.Disclosures.AnyAsync(
            d => d.ConnectionId == connection.Id && d.Purpose == Disclosure.Given && hashes.Contains(d.Hash), ct);
        return given ? null : Verdict.NotAsked(TaskCodes.NeverDisclosed);
    }

    /// <summary>Once per call and identifier, however often the call is repeated.</summary>
    public async Task RecordAsync(Connection connection, IReadOnlyList<Identifier> identifiers, string purpose, Guid callKey, CancellationToken ct)
    {
        var hashes = identifiers.ToDictionary(i => hasher.Hash(i).ToString(), i => i.Kind);
        var known = await db.Disclosures.Where(d => d.CallKey == callKey).Select(d => d.Hash).ToListAsync(ct);
        db.Disclosures.AddRange(hashes.Keys.Except(known).Select(h => new Disclosure
        {
            Id = db.NewId(),
            ConnectionId = connection.Id,
            Kind = hashes[h],
            Hash = h,
            At = db.Now,
            Purpose = purpose,
            CallKey = callKey,
        }));
    }
}
