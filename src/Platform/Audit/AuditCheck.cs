using System.Globalization;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Audit;

/// <summary>What the check of one room's chain found; <see cref="Code"/> is null when it is whole.</summary>
internal sealed record AuditVerdict(string Room, long Seals, int NotYet, string? Code, string? Detail)
{
    public override string ToString() => Code is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Room}: OK, {Seals} entries sealed, {NotYet} not yet")
        : $"{Room}: {Code} {Detail}";
}

/// <summary>
/// Checks a room's chain without the room: every seal recomputed, against the seals kept outside (Art. 5(2)). Stops at the
/// first that does not hold.
/// </summary>
internal sealed class AuditCheck(RoomDbContext db, SealFile file, IReadOnlyCollection<string> restored)
{
    private const int Page = 1000;

    /// <summary>Entries are sealed within seconds: one much older than its neighbours was put in later.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    private readonly Dictionary<long, string> _outside = [];
    private long _sequence;
    private string _digest = AuditDigest.Genesis;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    public async Task<AuditVerdict> RunAsync(CancellationToken ct)
    {
        // The ends first: a room that is running goes on sealing meanwhile.
        var inside = await db.AuditChains.AsNoTracking().Select(c => c.Sequence).SingleOrDefaultAsync(ct);
        var broken = ReadOutside() ?? await SealsAsync(ct) ?? End(inside);
        var waiting = await db.Unsealed(DateTimeOffset.MinValue).OrderBy(e => e.At).Select(e => new { e.Id, e.At }).ToListAsync(ct);
        if (broken is null && waiting.FirstOrDefault(w => _newest - w.At > Late) is { } inserted)
        {
            broken = ("AUDIT_ENTRY_INSERTED", $"entry {inserted.Id} is older than what was sealed after it");
        }

        return new AuditVerdict(db.Room, _sequence, waiting.Count, broken?.Code, broken?.Detail);
    }

    // A place where the room was found behind its seals must have been named by the operator who restored it.
    private (string Code, string Detail)? ReadOutside()
    {
        foreach (var line in file.Read())
        {
            if (line.Digest is { } digest)
            {
                _outside[line.Sequence] = digest;
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"{db.Room}:{line.Sequence}");
            foreach (var lost in _outside.Keys.Where(k => k > line.Sequence).ToList())
            {
                _outside.Remove(lost);
            }

            if (!restored.Contains(place))
            {
                return ("AUDIT_TAIL_CUT", $"what came after {line.Sequence} was lost before {line.At:u}; after a restore say --restored {place}");
            }
        }

        return null;
    }

    private async Task<(string Code, string Detail)?> SealsAsync(CancellationToken ct)
    {
        while (true)
        {
            var seals = await db.AuditSeals.AsNoTracking().Where(s => s.Sequence > _sequence).OrderBy(s => s.Sequence).Take(Page).ToListAsync(ct);
            var ids = seals.ConvertAll(s => s.EntryId);
            var entries = await db.AuditEntries.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
            foreach (var seal in seals)
            {
                if (Next(seal, entries.GetValueOrDefault(seal.EntryId)) is { } broken)
                {
                    return broken;
                }
            }

            if (seals.Count < Page)
            {
                return null;
            }
        }
    }

    private (string Code, string Detail)? Next(AuditSeal seal, AuditEntry? entry)
    {
        var expected = _sequence + 1;
        var place = string.Create(CultureInfo.InvariantCulture, $"at {expected}");
        if (seal.Sequence != expected)
        {
            return ("AUDIT_SEAL_REMOVED", place);
        }

        if (entry is null)
        {
            return ("AUDIT_ENTRY_REMOVED", $"{place}, entry {seal.EntryId}");
        }

        _digest = AuditDigest.Of(_digest, expected, entry);
        _sequence = expected;
        if (_digest != seal.Digest)
        {
            return ("AUDIT_ENTRY_CHANGED", $"{place}, entry {seal.EntryId}, or it was moved");
        }

        if (_outside.TryGetValue(expected, out var known) && known != _digest)
        {
            return ("AUDIT_CHAIN_REWRITTEN", $"at or before {expected}: outside another seal is known");
        }

        if (_newest - entry.At > Late)
        {
            return ("AUDIT_ENTRY_INSERTED", $"{place}, entry {seal.EntryId} is older than what was sealed before it");
        }

        _newest = entry.At > _newest ? entry.At : _newest;
        return null;
    }

    private (string Code, string Detail)? End(long inside)
    {
        var last = Math.Max(inside, _outside.Keys.DefaultIfEmpty(0).Max());
        if (last > _sequence)
        {
            return ("AUDIT_TAIL_CUT", string.Create(CultureInfo.InvariantCulture, $"at {_sequence + 1}: seals up to {last} are known"));
        }

        return _sequence > 0 && !file.Exists
            ? ("AUDIT_SEALS_MISSING", "the file audit-seals of this room is not in the data folder: a tail that was cut off would not be seen")
            : null;
    }
}
