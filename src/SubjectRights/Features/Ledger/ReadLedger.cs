using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Ledger;

/// <summary>
/// Hands the ledger to a room that starts, page by page: SubjectIds, codes, and to the rooms that keep records under them
/// the keyed hashes. Served before this room itself is ready, or each would wait for the other.
/// </summary>
internal static class ReadLedger
{
    private const int Most = 500;
    private const string ChoosingRoom = "consent";
    private static readonly string[] Callers = ["contacts", ChoosingRoom, "sales", "governance", "campaigns", "subject-rights", "breach-notification"];
    private static readonly string[] KeepUnderHashes = [ChoosingRoom, "sales"];

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapGet("/ledger", Handle).CalledBy(Callers).ServedDuringReplay();

    internal static async Task<Ok<LedgerPage>> Handle(
        long? after, LedgerDbContext ledger, SubjectRightsDbContext requests, HttpContext http, CancellationToken ct)
    {
        var room = Array.Find(Callers, c => RoomTokens.ClientId(c) == http.Actor()) ?? string.Empty;

        // Read first: what is written from here on reaches the room by its own road.
        var head = await ledger.Entries.MaxAsync(e => (long?)e.Sequence, ct) ?? 0;
        var (from, choices) = (after ?? 0, room == ChoosingRoom);
        var entries = await ledger.Entries.AsNoTracking()
            .Where(e => e.Sequence > from && e.Sequence <= head && (choices || e.Kind != LedgerKind.Choice))
            .OrderBy(e => e.Sequence)
            .Take(Most)
            .ToListAsync(ct);
        var running = await RunningAsync(requests, room, entries, ct);
        var hashes = KeepUnderHashes.Contains(room) ? await HashesAsync(ledger, entries, ct) : Array.Empty<(Guid, LedgerIdentifier)>().ToLookup(h => h.Item1, h => h.Item2);
        return TypedResults.Ok(new LedgerPage(
            head,
            [.. entries.Select(e => new LedgerRow(
                e.Sequence, e.Kind, e.Reference, e.SubjectId, e.Scope, e.At, running.Contains(e.Reference), KeptOf(e, room), [.. hashes[e.Reference]], ChoiceOf(e)) { Ground = GroundOf(e) })],
            entries.Count == Most ? entries[^1].Sequence : null));
    }

    /// <summary>
    /// Requests that have still to be carried out at this room: they do it with every identifier, and report what was done.
    /// One that this database knows as an earlier state of itself is not among them: its person is erased by the replay.
    /// </summary>
    private static async Task<HashSet<Guid>> RunningAsync(SubjectRightsDbContext requests, string room, List<LedgerEntry> entries, CancellationToken ct)
    {
        var ids = entries.Where(e => e.Kind == LedgerKind.Erasure).Select(e => e.Reference).Distinct().ToList();
        string[] states = [RequestStates.Executing, RequestStates.Verifying, RequestStates.PartiallyCompleted];
        var asked = await requests.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => EF.Parameter(ids).Contains(r.CorrelationId) && states.Contains(r.CurrentState))
            .SelectMany(r => r.Targets)
            .Where(t => t.Name == room)
            .ToListAsync(ct);
        return [.. asked.Where(IsRunning).Select(t => t.RequestId)];
    }

    // Located and waiting for the ledger, or told to act and not done: failed ones are tried again by staff.
    private static bool IsRunning(RequestTarget target) => target.Phase switch
    {
        ParticipationPhase.Locate => true,
        ParticipationPhase.Act => target.Status != ReportStatus.Done,
        _ => false,
    };

    private static async Task<ILookup<Guid, LedgerIdentifier>> HashesAsync(LedgerDbContext ledger, List<LedgerEntry> entries, CancellationToken ct)
    {
        var ids = entries.Select(e => e.Reference).Distinct().ToList();
        var erased = await ledger.Hashes.AsNoTracking().Where(h => EF.Parameter(ids).Contains(h.Reference))
            .Select(h => new { h.Reference, Kind = (Kernel.Identifiers.IdentifierKind?)h.Kind, h.Hash }).ToListAsync(ct);
        var chosen = await ledger.ChoiceHashes.AsNoTracking().Where(h => EF.Parameter(ids).Contains(h.Reference))
            .Select(h => new { h.Reference, Kind = (Kernel.Identifiers.IdentifierKind?)null, h.Hash }).ToListAsync(ct);
        return erased.Concat(chosen).ToLookup(h => h.Reference, h => new LedgerIdentifier(h.Kind, h.Hash));
    }

    private static Datum[] KeptOf(LedgerEntry entry, string room) =>
        entry.Kept is null ? [] : JsonSerializer.Deserialize<Dictionary<string, Datum[]>>(entry.Kept, MessageJson.Options)!.GetValueOrDefault(room) ?? [];

    private static LedgerChoice? ChoiceOf(LedgerEntry entry) =>
        entry is { Kind: LedgerKind.Choice, Choice: { } said } ? JsonSerializer.Deserialize<LedgerChoice>(said, MessageJson.Options) : null;

    private static RestrictionGround? GroundOf(LedgerEntry entry) =>
        entry is { Kind: LedgerKind.Restriction, Choice: { } said } ? JsonSerializer.Deserialize<RestrictionGround>(said, MessageJson.Options) : null;
}
