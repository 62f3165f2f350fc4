using System.Text.Json;
using System.Text.Json.Serialization;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Data;

/// <summary>One record of a person about to be erased, and what is decided about it.</summary>
internal sealed record Judged(ArchivedKind Kind, Guid RecordId, SubjectId SubjectId, string Number, string Content, Keeping Keeping);

/// <summary>What an archived record is found again by.</summary>
internal sealed record KeyedHash(IdentifierKind Kind, string Hash);

/// <summary>Moves what must be kept out of the living tables, under keyed hashes of the person's identifiers.</summary>
internal static class Archiving
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ContentOf(Order o) => JsonSerializer.Serialize(
        new
        {
            o.Number, o.OrderedOn, o.DeliveredOn, o.ConcludedOnline, o.Consumer, o.Currency, o.Total,
            Lines = o.Lines.OrderBy(l => l.Line).Select(l => new { l.Line, l.Product, l.Description, l.Quantity, l.Amount }),
        },
        Json);

    public static string ContentOf(InvoiceContact c) => JsonSerializer.Serialize(new { c.Email, c.Phone, c.BirthDate, c.Notes }, Json);

    public static void Put(this SalesDbContext db, Judged judged, IEnumerable<KeyedHash> hashes, Controller controller)
    {
        var record = new ArchivedRecord
        {
            Id = db.NewId(),
            Kind = judged.Kind,
            RecordId = judged.RecordId,
            Number = judged.Number,
            SubjectId = judged.SubjectId,
            Content = judged.Content,
            Digest = Invoice.DigestOf(judged.Content),
            Ground = judged.Keeping.Ground,
            KeepUntil = judged.Keeping.Until,
            ArchivedAt = db.Now,
            DueAt = DueOf(judged.Keeping, controller),
        };
        db.Archive.Add(record);
        db.ArchiveHashes.AddRange(hashes.DistinctBy(h => h.Hash).Select(h => new ArchiveHash { ArchivedId = record.Id, Kind = h.Kind, Hash = h.Hash }));
    }

    /// <summary>When a last day is over; the last of the calendar never is.</summary>
    public static DateTimeOffset AfterLast(this Controller controller, DateOnly last) =>
        last == DateOnly.MaxValue ? DateTimeOffset.MaxValue : controller.StartOf(last.AddDays(1));

    // The day after the last day, in the company's time; what only a claim keeps is looked at on the day of its review.
    private static DateTimeOffset? DueOf(Keeping keeping, Controller controller) => keeping switch
    {
        { Ground: not null, Until: { } until } => controller.AfterLast(until),
        { Ground: not null } => null,
        { Hold: { } hold } => controller.StartOf(hold.ReviewDate),
        _ => null,
    };
}
