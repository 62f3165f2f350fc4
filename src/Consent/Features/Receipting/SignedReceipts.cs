using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Receipting;

/// <summary>
/// The receipt of one event: what was said, by whom, when, in which words, and how to take it back (Art. 7(1), (3)). Signed:
/// whoever shows it to the company later shows what the company wrote.
/// </summary>
internal sealed class SignedReceipts(ConsentDbContext db, TextSeal seal, GdprSettings settings)
{
    private const string Use = "consent-receipt";

    public async Task<JsonObject> ReadAsync(ConsentEvent said, CancellationToken ct)
    {
        var purpose = await db.Purposes.AsNoTracking().SingleAsync(p => p.Code == said.Purpose, ct);
        var notice = said.NoticeId is { } id ? await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct) : null;
        var first = said.FirstStepId is { } step ? await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == step, ct) : null;
        return Sign(Write(said, purpose, notice, first));
    }

    /// <summary>The same receipt in the fields of ISO/IEC TS 27560 with terms of DPV.</summary>
    public async Task<JsonObject> ReadLinkedAsync(ConsentEvent said, CancellationToken ct) => Sign(LinkedReceipt.Write(await ReadAsync(said, ct)));

    public bool IsOurs(JsonObject receipt)
    {
        var signed = (JsonObject)receipt.DeepClone();
        return signed.Remove("signature", out var signature)
            && signature is JsonValue value && value.TryGetValue<string>(out var text)
            && seal.Holds(Use, Canonical(signed), text);
    }

    private JsonObject Sign(JsonObject receipt)
    {
        receipt["signature"] = seal.Of(Use, Canonical(receipt));
        return receipt;
    }

    private JsonObject Write(ConsentEvent said, Purpose purpose, Notice? notice, ConsentEvent? first) => new()
    {
        ["receiptId"] = said.Id,
        ["subjectId"] = said.SubjectId.Value,
        ["controller"] = Node(new { id = said.ControllerId, name = settings.Controller.Name, country = settings.Controller.Country, contact = settings.Controller.DpoEmail }),
        ["purpose"] = Node(new { code = purpose.Code, fr = purpose.NameFr, en = purpose.NameEn, legalBasis = purpose.LegalBasis, retentionMonths = purpose.RetentionMonths }),
        ["channel"] = said.Channel.Name(),
        ["decision"] = Node(said.Decision),
        ["at"] = Node(said.At),
        ["requestedAt"] = Node(first?.At),
        ["confirmedAt"] = Node(said.ConfirmedAt),
        ["method"] = said.Method,
        ["operator"] = said.Operator,
        ["notice"] = notice is null ? null : Node(new { id = notice.Id, version = notice.Version, language = notice.Language, text = notice.Text, sha256 = notice.Sha256, form = notice.Form }),
        ["expiresAt"] = Node(purpose.ConsentMonths is { } months && said.Decision.IsConsent() ? said.At.AddMonths(months) : (DateTimeOffset?)null),
        ["recordedAt"] = Node(said.RecordedAt),
    };

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, RoomJson.Options);

    // Whatever has read and written it on the way, the same members give the same text.
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{JsonSerializer.Serialize(p.Key)}:{Canonical(p.Value)}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(Canonical))}]",
        null => "null",
        _ => JsonSerializer.Serialize(JsonSerializer.SerializeToElement(node)),
    };
}
