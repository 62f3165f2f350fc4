namespace Gdpr.Sales.Domain;

/// <summary>Coded names of what this room holds about people, as reports and letters use them.</summary>
internal static class DataClasses
{
    public const string Orders = "sales.orders";
    public const string Invoices = "sales.invoices";

    /// <summary>What an invoice need not carry: e-mail, phone, birth date, notes.</summary>
    public const string InvoiceContact = "sales.invoiceContact";

    public const string ArchiveHashes = "sales.archiveHashes";
}
