using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Importing;

/// <summary>
/// Writes a document of a file as an invoice, with the buyer's name and address as Contacts knows them now. The same
/// invoice again changes nothing; another one under its number is refused.
/// </summary>
internal sealed class InvoiceWriting
{
    private readonly SalesDbContext _db;
    private readonly Dictionary<string, Order> _orders;
    private readonly IReadOnlyDictionary<SubjectId, KnownBuyer> _buyers;
    private readonly SalesMapping _mapping;
    private readonly Controller _controller;
    private readonly Dictionary<string, Invoice> _known;
    private readonly HashSet<string> _archived;

    private InvoiceWriting(
        SalesDbContext db, Dictionary<string, Order> orders, IReadOnlyDictionary<SubjectId, KnownBuyer> buyers, SalesMapping mapping, Controller controller,
        Dictionary<string, Invoice> known, HashSet<string> archived)
    {
        (_db, _orders, _buyers, _mapping, _controller, _known, _archived) = (db, orders, buyers, mapping, controller, known, archived);
    }

    public static async Task<InvoiceWriting> OpenAsync(
        SalesDbContext db, Dictionary<string, Order> orders, IReadOnlyDictionary<SubjectId, KnownBuyer> buyers, SalesMapping mapping, Controller controller,
        IReadOnlyList<string> numbers, CancellationToken ct)
    {
        var known = await db.Invoices.AsNoTracking().Where(i => numbers.Contains(i.Number)).ToDictionaryAsync(i => i.Number, StringComparer.Ordinal, ct);
        var archived = await db.Archive.Where(a => a.Kind == ArchivedKind.Invoice && numbers.Contains(a.Number)).Select(a => a.Number).ToListAsync(ct);
        return new InvoiceWriting(db, orders, buyers, mapping, controller, known, [.. archived]);
    }

    public Written Write(Draft draft, SubjectId subject)
    {
        try
        {
            return Make(draft, subject);
        }
        catch (RuleViolation broken)
        {
            return Written.Not(broken.Error.Code);
        }
    }

    private Written Make(Draft draft, SubjectId subject)
    {
        if (_archived.Contains(draft.Number))
        {
            return Written.Not(SalesErrors.InvoiceExists.Code);
        }

        var content = ContentOf(draft, subject);
        if (_known.TryGetValue(draft.Number, out var known))
        {
            return known.SubjectId == subject && known.IssuedOn == content.IssuedOn && known.Gross == content.Gross && known.Currency == content.Currency
                ? new Written(0, 0, draft.Rows, null)
                : Written.Not(SalesErrors.InvoiceExists.Code);
        }

        var invoice = Drafting.Invoice(_db, content, subject, OrderOf(draft, subject), _controller);
        _known[draft.Number] = invoice;
        _db.Invoices.Add(invoice);
        var contact = new InvoiceContact
        {
            InvoiceId = invoice.Id, SubjectId = subject, Email = draft.ContactEmail, Phone = draft.ContactPhone, Notes = draft.Notes,
        };
        if (!contact.SaysNothing)
        {
            _db.InvoiceContacts.Add(contact);
        }

        return new Written(draft.Rows, 0, 0, null);
    }

    private InvoiceContent ContentOf(Draft draft, SubjectId subject)
    {
        if (!Currencies.IsCode(draft.Currency))
        {
            throw new RuleViolation(new RuleError("CURRENCY_MALFORMED", "A currency is an ISO 4217 code.", 422));
        }

        var buyer = _buyers.GetValueOrDefault(subject) ?? throw new RuleViolation(SalesErrors.CustomerUnknown);
        return InvoiceContent.Of(
            draft.Number, draft.Date, draft.DeliveredOn, null, Drafting.Seller(_controller), Drafting.Buyer(buyer), draft.Currency ?? _mapping.Currency,
            draft.Lines.Select(l => (l.Description ?? l.Product ?? string.Empty, l.Quantity == 0 ? 1 : l.Quantity, l.Quantity == 0 ? l.Amount : Math.Round(l.Amount / l.Quantity, 6), l.VatRate)));
    }

    private Guid? OrderOf(Draft draft, SubjectId subject)
    {
        if (draft.OrderNumber is null)
        {
            return null;
        }

        var order = _orders.GetValueOrDefault(draft.OrderNumber) ?? throw new RuleViolation(SalesErrors.OrderUnknown);
        return order.SubjectId == subject ? order.Id : throw new RuleViolation(SalesErrors.OrderOfAnother);
    }
}
