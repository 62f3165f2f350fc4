using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;

namespace Gdpr.Sales.Data;

/// <summary>Makes the row of an invoice from its content, the same for the API and for files.</summary>
internal static class Drafting
{
    public static InvoiceParty Seller(Controller controller) => new(controller.Name, null, null, null, controller.Country, null);

    public static InvoiceParty Buyer(KnownBuyer known) => known.Name is { } name
        ? new InvoiceParty(name, known.Street, known.PostalCode, known.City, known.Country, null)
        : throw new RuleViolation(SalesErrors.BuyerMissing);

    public static Invoice Invoice(SalesDbContext db, InvoiceContent content, SubjectId subject, Guid? order, Controller controller)
    {
        if (string.IsNullOrWhiteSpace(content.Buyer.Name) || string.IsNullOrWhiteSpace(content.Seller.Name))
        {
            throw new RuleViolation(SalesErrors.BuyerMissing);
        }

        if (Math.Abs(content.Gross) > SalesLimits.Amount)
        {
            throw new RuleViolation(SalesErrors.AmountTooLarge);
        }

        var json = content.Write();
        return new Invoice
        {
            Id = db.NewId(),
            Number = content.Number,
            SubjectId = subject,
            IssuedOn = content.IssuedOn,
            OrderId = order,
            Currency = content.Currency,
            Gross = content.Gross,
            Content = json,
            Digest = Domain.Invoice.DigestOf(json),
            FinancialYearEnd = controller.FinancialYear.ClosingOf(content.IssuedOn),
            KeepUntil = Domain.Invoice.EndOf(content.IssuedOn, controller.FinancialYear),
            CreatedAt = db.Now,
        };
    }
}
