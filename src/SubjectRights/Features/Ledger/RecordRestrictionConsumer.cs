using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Ledger;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Ledger;

/// <summary>Writes a restriction and its end into the ledger, once per request each, so that no restore undoes either (Art. 18).</summary>
internal sealed class RecordRestrictionConsumer(LedgerDbContext ledger, CaseVault vault) : IConsumer<RecordRestriction>
{
    public Task Consume(ConsumeContext<RecordRestriction> context) =>
        ledger.InTransactionAsync(token => WriteAsync(context.Message, token), context.CancellationToken);

    private async Task WriteAsync(RecordRestriction m, CancellationToken ct)
    {
        await ledger.OneWriterAsync(ct);
        var kind = m.Lifted ? LedgerKind.RestrictionLifted : LedgerKind.Restriction;
        if (await ledger.Entries.AnyAsync(e => e.Reference == m.RequestId && e.Kind == kind, ct))
        {
            return;
        }

        var file = await vault.OpenAsync(m.RequestId, ct);
        var (asked, people) = (file?.Asked, m.SubjectIds.Union(file?.Subjects ?? []));
        ledger.Entries.AddRange(people.Select(s => new LedgerEntry
        {
            Kind = kind,
            SubjectId = s,
            Reference = m.RequestId,
            Scope = asked is { DataClasses.Count: > 0 } ? string.Join(',', asked.DataClasses) : LedgerScopes.All,
            Choice = m.Lifted ? null : JsonSerializer.Serialize(asked?.Ground ?? RestrictionGround.Accuracy, MessageJson.Options),
            At = ledger.Now,
        }));
        await ledger.SaveChangesAsync(ct);
    }
}
