using System.Security.Cryptography;
using System.Text;
using Gdpr.Kernel;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Sales.Domain;

/// <summary>
/// An invoice as the law asks for it: its content is written once and never changed, and is kept ten years from the end
/// of the financial year (C. com. L123-22). What it need not carry lies apart, in <see cref="InvoiceContact"/>.
/// </summary>
internal sealed class Invoice : IAboutSubject
{
    public const string RetentionCode = "INVOICE";

    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Invoices)]
    public required string Number { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Invoices)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Invoices)]
    public required DateOnly IssuedOn { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Invoices)]
    public Guid? OrderId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Invoices)]
    public required string Currency { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Invoices)]
    public required decimal Gross { get; init; }

    /// <summary>Seller, buyer, lines, amounts and VAT, as JSON; the bytes are moved to the archive as they are.</summary>
    [PersonalData(DataCategory.Identity, DataClasses.Invoices)]
    public required string Content { get; init; }

    [NotPersonal]
    public required string Digest { get; init; }

    [NotPersonal]
    public required DateOnly FinancialYearEnd { get; init; }

    [NotPersonal]
    public required DateOnly KeepUntil { get; init; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day of the mandatory period of an invoice of this day.</summary>
    public static DateOnly EndOf(DateOnly issuedOn, FinancialYear year) => RetentionPeriods.Of(RetentionCode).EndOf(year.ClosingOf(issuedOn));

    public static string DigestOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

/// <summary>What came with an invoice and the law does not ask for: goes with the person, or by itself.</summary>
internal sealed class InvoiceContact : IAboutSubject
{
    [NotPersonal]
    public required Guid InvoiceId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Contact, DataClasses.InvoiceContact)]
    public string? Email { get; init; }

    [PersonalData(DataCategory.Contact, DataClasses.InvoiceContact)]
    public string? Phone { get; init; }

    [PersonalData(DataCategory.Identity, DataClasses.InvoiceContact)]
    public DateOnly? BirthDate { get; init; }

    [PersonalData(DataCategory.FreeText, DataClasses.InvoiceContact)]
    public string? Notes { get; init; }

    public bool SaysNothing => Email is null && Phone is null && BirthDate is null && Notes is null;
}
