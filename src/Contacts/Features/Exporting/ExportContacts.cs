using System.Text;
using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Exporting;

/// <summary>
/// Contacts leave as a file that our own import takes back. Who took them is recorded for each person before their row
/// leaves (Art. 15(1)(c)); people whose data are erased, kept only by law or being worked on are not in it.
/// </summary>
internal static class ExportContacts
{
    private static readonly RuleError TooManyColumns = new("EXPORT_COLUMNS_TOO_MANY", "There are too many attributes for a table; export vcard.", 422);

    /// <param name="Format"><c>csv</c> or <c>vcard</c>.</param>
    /// <param name="Delimiter">Of a CSV file; a comma if none is said.</param>
    /// <param name="Recipient">Whom the file is for, outside the company: recorded for each person in it and told of what becomes of them (Art. 19).</param>
    internal sealed record Request(string? Format, string? Delimiter, string? Recipient);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Format).Must(f => f is null or "csv" or "vcard").WithErrorCode("EXPORT_FORMAT_UNKNOWN");
            RuleFor(r => r.Recipient).MaximumLength(100).WithErrorCode(ContactsErrors.FieldTooLong.Code);
            RuleFor(r => r.Delimiter).Must(d => d is null or "," or ";" or "\t" or "|").WithErrorCode("EXPORT_DELIMITER_INVALID");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/exports", Handle)
            .ReadsOnly()
            .WithName(nameof(ExportContacts))
            .WithSummary("Export all contacts as CSV or vCard, as our import reads them back");

    internal static async Task<PushStreamHttpResult> Handle(Request request, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        var export = db.NewId();
        var pages = new ContactPages(db, export, http.Actor(), RecipientOf(request, http));
        var vcard = request.Format == "vcard";
        var columns = vcard ? null : await CsvColumns.OfAsync(db, ct);
        if (columns?.Header.Count > CsvColumns.Most)
        {
            throw new RuleViolation(TooManyColumns);
        }

        db.Audit(http.Actor(), "contacts.exported", reference: export);
        await db.SaveChangesAsync(ct);
        return TypedResults.Stream(
            body => vcard ? WriteCardsAsync(body, pages, ct) : WriteTableAsync(body, pages, columns!, request.Delimiter?[0] ?? ',', ct),
            vcard ? "text/vcard; charset=utf-8" : "text/csv; charset=utf-8",
            vcard ? "contacts.vcf" : "contacts.csv");
    }

    private static string? RecipientOf(Request request, HttpContext http) =>
        request.Recipient?.Trim() is { Length: > 0 } named ? DisclosureLedger.ExportTo(named) : http.Recipient();

    // The mark tells a spreadsheet that the file is UTF-8.
    private static async Task WriteTableAsync(Stream body, ContactPages pages, CsvColumns columns, char delimiter, CancellationToken ct)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024);
        await text.WriteAsync(CsvLine.Of(columns.Header, delimiter).AsMemory(), ct);
        await foreach (var contact in pages.ReadAsync(ct))
        {
            await text.WriteAsync(CsvLine.Of(columns.Cells(contact), delimiter).AsMemory(), ct);
        }
    }

    private static async Task WriteCardsAsync(Stream body, ContactPages pages, CancellationToken ct)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024);
        await foreach (var contact in pages.ReadAsync(ct))
        {
            await text.WriteAsync(VCardText.Of(contact).AsMemory(), ct);
        }
    }
}
