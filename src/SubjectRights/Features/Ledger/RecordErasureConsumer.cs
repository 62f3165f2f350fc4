using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Ledger;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Ledger;

/// <summary>Writes an erasure into the ledger before anything is destroyed, once per request.</summary>
internal sealed class RecordErasureConsumer(LedgerDbContext ledger, CaseVault vault, IdentifierHasher hasher) : IConsumer<RecordErasure>
{
    private static readonly IdentifierKind[] Matched = [IdentifierKind.Email, IdentifierKind.Phone, IdentifierKind.ExternalId];

    public async Task Consume(ConsumeContext<RecordErasure> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var sequence = await ledger.InTransactionAsync(token => WriteAsync(id, context.Message.SubjectIds, token), ct);
        ledger.Send(ParticipationEndpoints.Saga, new ErasureRecorded(id, sequence));
    }

    private async Task<long> WriteAsync(Guid id, IReadOnlyList<SubjectId> asked, CancellationToken ct)
    {
        var known = await ledger.Entries.Where(e => e.RequestId == id).MaxAsync(e => (long?)e.Sequence, ct);
        if (known is { } before)
        {
            return before;
        }

        var file = await vault.OpenAsync(id, ct) ?? throw new InvalidOperationException("The case file is closed.");
        var subjects = asked.Union(file.Subjects).Select(s => (SubjectId?)s).DefaultIfEmpty(null).ToList();
        var entries = subjects.ConvertAll(s => new LedgerEntry { SubjectId = s, RequestId = id, Scope = "all", At = ledger.Now });
        ledger.Entries.AddRange(entries);
        ledger.Hashes.AddRange(file.Identifiers
            .Where(i => Matched.Contains(i.Kind))
            .Select(i => new LedgerHash
            {
                Id = ledger.NewId(),
                Hash = hasher.Hash(new Identifier(i.Kind, i.Value)).ToString(),
                RequestId = id,
                At = ledger.Now,
            }));
        await ledger.SaveChangesAsync(ct);
        return entries.Max(e => e.Sequence);
    }
}
