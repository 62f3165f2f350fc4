using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Ledger;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Ledger;

/// <summary>Writes an erasure into the ledger before anything is destroyed, once per request.</summary>
internal sealed class RecordErasureConsumer(LedgerDbContext ledger, SubjectRightsDbContext requests, CaseVault vault, IdentifierHasher hasher)
    : IConsumer<RecordErasure>
{
    // A name alone recognises nobody; rooms that keep records of the person need it to tell people of one address apart.
    private static readonly IdentifierKind[] Hashed = [IdentifierKind.Email, IdentifierKind.Phone, IdentifierKind.ExternalId, IdentifierKind.Name];

    public async Task Consume(ConsumeContext<RecordErasure> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var sequence = await ledger.InTransactionAsync(token => WriteAsync(id, context.Message.SubjectIds, token), ct);
        ledger.Send(ParticipationEndpoints.Saga, new ErasureRecorded(id, sequence));
    }

    private async Task<long> WriteAsync(Guid id, IReadOnlyList<SubjectId> asked, CancellationToken ct)
    {
        await ledger.OneWriterAsync(ct);
        var known = await ledger.Entries.Where(e => e.Reference == id && e.Kind == LedgerKind.Erasure).MaxAsync(e => (long?)e.Sequence, ct);
        if (known is { } before)
        {
            return before;
        }

        var file = await vault.OpenAsync(id, ct) ?? throw new InvalidOperationException("The case file is closed.");
        var request = await requests.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.CorrelationId == id, ct);
        var (kept, scope) = (Kept(request), request?.Scope ?? LedgerScopes.All);
        var subjects = asked.Union(file.Subjects).Select(s => (SubjectId?)s).DefaultIfEmpty(null).ToList();
        var entries = subjects.ConvertAll(s => new LedgerEntry
        {
            Kind = LedgerKind.Erasure, SubjectId = s, Reference = id, Scope = scope, Kept = kept, At = ledger.Now,
        });
        ledger.Entries.AddRange(entries);

        // Who stays is no erased person whom an import would bring back.
        ledger.Hashes.AddRange(file.Identifiers
            .Where(i => scope == LedgerScopes.All && Hashed.Contains(i.Kind))
            .Select(i => new LedgerHash
            {
                Id = ledger.NewId(),
                Kind = i.Kind,
                Hash = hasher.Hash(new Identifier(i.Kind, i.Value)).ToString(),
                Reference = id,
                At = ledger.Now,
            }));
        await ledger.SaveChangesAsync(ct);
        return entries.Max(e => e.Sequence);
    }

    // The preview as it was approved: a replay keeps what the reviewer decided to keep.
    private static string Kept(SubjectRequest? request)
    {
        var kept = request?.Targets.Where(t => t.IsRoom)
            .Select(t => (t.Name, Data: t.Located.Where(d => d.Outcome == Outcome.Kept).ToArray()))
            .Where(t => t.Data.Length > 0)
            .ToDictionary(t => t.Name, t => t.Data) ?? [];
        return JsonSerializer.Serialize(kept, MessageJson.Options);
    }
}
