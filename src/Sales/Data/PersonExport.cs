using System.Globalization;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Data;

/// <summary>
/// A person's records as tables: orders, performed under a contract, may be taken elsewhere (Art. 20(1)); invoices rest
/// on a legal obligation and are part of a copy only (Art. 15(3)), archived ones included.
/// </summary>
internal static class PersonExport
{
    public const string Lines = "orderLines";

    public static IReadOnlyList<ExportTable> Of(PersonRecords records, bool portableOnly)
    {
        List<ExportTable> tables = [Orders(records), OrderLines(records)];
        if (!portableOnly)
        {
            tables.AddRange([Invoices(records), Contacts(records), Archived(records)]);
        }

        return [.. tables.Where(t => t.Rows.Count > 0)];
    }

    private static ExportTable Orders(PersonRecords records) => new(
        "orders",
        ["number", "orderedOn", "deliveredOn", "currency", "total"],
        [.. records.Orders.Select(o => Row(o.Number, Day(o.OrderedOn), Day(o.DeliveredOn), o.Currency, Amount(o.Total)))],
        DataClasses.Orders,
        "6(1)(b)");

    private static ExportTable OrderLines(PersonRecords records) => new(
        Lines,
        ["number", "line", "product", "description", "quantity", "amount"],
        [
            .. records.Orders.SelectMany(o => o.Lines.OrderBy(l => l.Line).Select(l =>
                Row(o.Number, l.Line.ToString(CultureInfo.InvariantCulture), l.Product, l.Description, Amount(l.Quantity), Amount(l.Amount)))),
        ],
        DataClasses.Orders,
        "6(1)(b)");

    private static ExportTable Invoices(PersonRecords records) => new(
        "invoices",
        ["number", "issuedOn", "currency", "gross", "content"],
        [.. records.Invoices.Select(i => Row(i.Number, Day(i.IssuedOn), i.Currency, Amount(i.Gross), i.Content))],
        DataClasses.Invoices,
        "6(1)(c)");

    private static ExportTable Contacts(PersonRecords records) => new(
        "invoiceContacts",
        ["number", "email", "phone", "birthDate", "notes"],
        [.. records.Contacts.Select(c => Row(records.NumberOf(c), c.Email, c.Phone, Day(c.BirthDate), c.Notes))],
        DataClasses.InvoiceContact,
        "6(1)(b)");

    private static ExportTable Archived(PersonRecords records) => new(
        "archive",
        ["kind", "number", "keptBecause", "keptUntil", "content"],
        [.. records.Archived.Select(a => Row(a.Kind.ToString(), a.Number, a.Ground ?? StandingHold.Ground, Day(a.KeepUntil), a.Content))],
        DataClasses.Invoices,
        "6(1)(c)");

    private static IReadOnlyList<string?> Row(params string?[] cells) => cells;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture);
}
