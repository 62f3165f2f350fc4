using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Invoicing;

/// <summary>An invoice is written once, with what the law asks it to carry (Art. 6(1)(c)); what it need not carry is stored apart.</summary>
internal static class IssueInvoice
{
    internal sealed record Line(string Description, decimal Quantity, decimal UnitPrice, decimal VatRate);

    internal sealed record Contact(string? Email, string? Phone, DateOnly? BirthDate, string? Notes);

    internal sealed record Request(
        string Number,
        DateOnly? IssuedOn,
        DateOnly? DeliveredOn,
        DateOnly? DueOn,
        SubjectId? SubjectId,
        Customer? Customer,
        string? OrderNumber,
        InvoiceParty? Seller,
        InvoiceParty? Buyer,
        string? Currency,
        IReadOnlyList<Line>? Lines,
        Contact? Contact);

    internal sealed record Response(Guid Id, string Digest, DateOnly KeptUntil);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Number).NotEmpty().MaximumLength(SalesLimits.Number);
            RuleFor(r => r.IssuedOn).NotNull();
            RuleFor(r => r.OrderNumber).MaximumLength(SalesLimits.Number);
            RuleFor(r => r.Currency).Must(Currencies.IsCode).WithErrorCode("CURRENCY_MALFORMED");
            RuleFor(r => r.Seller).Must(Fits).WithErrorCode(SalesErrors.FieldTooLong.Code);
            RuleFor(r => r.Buyer).Must(Fits).WithErrorCode(SalesErrors.FieldTooLong.Code);
            RuleFor(r => r.Lines).Must(l => l is { Count: > 0 and <= SalesLimits.Lines }).WithErrorCode("LINES_MISSING");
            RuleForEach(r => r.Lines).ChildRules(l =>
            {
                l.RuleFor(x => x.Description).NotEmpty().MaximumLength(SalesLimits.Text);
                l.RuleFor(x => x.Quantity).InclusiveBetween(-1_000_000, 1_000_000);
                l.RuleFor(x => x.UnitPrice).InclusiveBetween(-SalesLimits.Amount / 1_000_000, SalesLimits.Amount / 1_000_000);
                l.RuleFor(x => x.VatRate).InclusiveBetween(0, 100);
            });
            RuleFor(r => r.Contact!.Notes).MaximumLength(SalesLimits.Notes).When(r => r.Contact is not null);
        }

        private static bool Fits(InvoiceParty? party) =>
            party is null || new[] { party.Name, party.Street, party.PostalCode, party.City, party.Country, party.VatId }.All(t => t is null or { Length: <= SalesLimits.Text });
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/invoices", Handle)
            .WithIdempotency<SalesDbContext>()
            .WithName(nameof(IssueInvoice))
            .WithSummary("Record an invoice; it is never changed");

    internal static async Task<Created<Response>> Handle(
        Request request, SalesDbContext db, Customers customers, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (request.IssuedOn > settings.Controller.DayOf(db.Now))
        {
            throw new RuleViolation(SalesErrors.DateInFuture);
        }

        var contact = Read(request.Contact, settings.Controller.Country);
        var known = await customers.OneAsync(request.SubjectId, request.Customer, ct);
        await db.DemandNotHeldAsync(known.SubjectId, ct);
        var order = await OrderAsync(db, request.OrderNumber, known.SubjectId, ct);
        var content = InvoiceContent.Of(
            request.Number, request.IssuedOn!.Value, request.DeliveredOn, request.DueOn, request.Seller ?? Drafting.Seller(settings.Controller),
            request.Buyer ?? Drafting.Buyer(known), request.Currency ?? Currencies.Default,
            request.Lines!.Select(l => (l.Description, l.Quantity, l.UnitPrice, l.VatRate)));
        var invoice = Drafting.Invoice(db, content, known.SubjectId, order, settings.Controller);
        db.Invoices.Add(invoice);
        if (contact is not null)
        {
            db.InvoiceContacts.Add(new InvoiceContact
            {
                InvoiceId = invoice.Id, SubjectId = invoice.SubjectId, Email = contact.Email, Phone = contact.Phone, BirthDate = contact.BirthDate, Notes = contact.Notes,
            });
        }

        db.Audit(http.Actor(), "invoice.recorded", invoice.SubjectId, invoice.Id);
        await SaveAsync(db, invoice.Number, ct);
        return TypedResults.Created($"/api/sales/invoices/{invoice.Id}", new Response(invoice.Id, invoice.Digest, invoice.KeepUntil));
    }

    // Numbers are unique over what lives and what the archive keeps.
    private static async Task SaveAsync(SalesDbContext db, string number, CancellationToken ct)
    {
        if (await db.Archive.AnyAsync(a => a.Number == number && a.Kind == ArchivedKind.Invoice, ct))
        {
            throw new RuleViolation(SalesErrors.InvoiceExists);
        }

        await db.SaveOrRefuseAsync(SalesErrors.InvoiceExists, ct);
    }

    private static async Task<Guid?> OrderAsync(SalesDbContext db, string? number, SubjectId buyer, CancellationToken ct)
    {
        if (number is null)
        {
            return null;
        }

        var order = await db.Orders.AsNoTracking().Where(o => o.Number == number).Select(o => new { o.Id, o.SubjectId }).SingleOrDefaultAsync(ct)
            ?? throw new RuleViolation(SalesErrors.OrderUnknown);
        return order.SubjectId == buyer ? order.Id : throw new RuleViolation(SalesErrors.OrderOfAnother);
    }

    // Addresses are kept in their one spelling, so that a request by address finds them.
    private static Contact? Read(Contact? contact, string country) => contact is null || contact == new Contact(null, null, null, null)
        ? null
        : contact with { Email = Normal(IdentifierKind.Email, contact.Email, country), Phone = Normal(IdentifierKind.Phone, contact.Phone, country) };

    private static string? Normal(IdentifierKind kind, string? raw, string country) => string.IsNullOrWhiteSpace(raw) ? null
        : IdentifierNormalisation.TryNormalise(kind, raw, country, out var normal) ? normal
        : throw new RuleViolation(new RuleError(kind == IdentifierKind.Email ? "EMAIL_INVALID" : "PHONE_INVALID", "The address is not of its kind.", 422));
}
