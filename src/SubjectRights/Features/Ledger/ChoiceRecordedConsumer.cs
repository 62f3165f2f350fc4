using System.Text.Json;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Gdpr.SubjectRights.Ledger;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Ledger;

/// <summary>Writes a refusal, or the consent that ended it, into the ledger, once per act (Arts. 7(3), 21(3)).</summary>
internal sealed class ChoiceRecordedConsumer(LedgerDbContext ledger, RoomHttp rooms) : IConsumer<ChoiceRecorded>
{
    private const string Caller = "subject-rights";

    public async Task Consume(ConsumeContext<ChoiceRecorded> context)
    {
        var (m, ct) = (context.Message, context.CancellationToken);

        // Of an act that Consent does not know any more the facts are kept all the same.
        var hashes = await rooms.GetAsync<Hashes>(Caller, "consent", $"internal/consent/choices/{m.ActId}/hashes", ct);
        await ledger.InTransactionAsync(token => WriteAsync(m, hashes?.Items ?? [], token), ct);
    }

    private async Task WriteAsync(ChoiceRecorded m, IReadOnlyList<string> hashes, CancellationToken ct)
    {
        await ledger.OneWriterAsync(ct);
        if (await ledger.Entries.AnyAsync(e => e.Reference == m.ActId && e.Kind == LedgerKind.Choice, ct))
        {
            return;
        }

        ledger.Entries.Add(new LedgerEntry
        {
            Kind = LedgerKind.Choice,
            SubjectId = m.SubjectId,
            Reference = m.ActId,
            Scope = LedgerScopes.Choice,
            Choice = JsonSerializer.Serialize(new LedgerChoice(m.Act, m.Channel, m.Purpose, m.At, m.NoticeId, m.Method, m.ControllerId), MessageJson.Options),
            At = ledger.Now,
        });
        ledger.ChoiceHashes.AddRange(hashes.Distinct(StringComparer.Ordinal).Select(h => new ChoiceHash { Reference = m.ActId, Hash = h }));
        await ledger.SaveChangesAsync(ct);
    }

    private sealed record Hashes(IReadOnlyList<string> Items);
}
