using Gdpr.Kernel;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Features.Importing;

/// <summary>Writes a document of a file as an order; lines that are known already change nothing.</summary>
internal sealed class OrderWriting(SalesDbContext db, Dictionary<string, Order> orders, SalesMapping mapping)
{
    public Written Write(Draft draft, SubjectId subject)
    {
        var isNew = !orders.TryGetValue(draft.Number, out var order);
        if (order is not null && order.SubjectId != subject)
        {
            return Written.Not(SalesErrors.OrderOfAnother.Code);
        }

        if (!Currencies.IsCode(draft.Currency))
        {
            return Written.Not("CURRENCY_MALFORMED");
        }

        if (Refusal(draft, order) is { } refusal)
        {
            return Written.Not(refusal.Code);
        }

        order ??= Begin(draft, subject);
        var added = draft.Lines.Select((line, index) => (line, index)).Count(l => order.Add(Line(order.Id, l.line, l.index + 1)));
        return new Written(isNew ? added : 0, isNew ? 0 : added, draft.Lines.Count - added, null);
    }

    // Asked before anything is added: what is refused leaves no half of itself.
    private static RuleError? Refusal(Draft draft, Order? order)
    {
        var known = order?.Lines.ToDictionary(l => l.Line, l => (l.Product, l.Quantity, l.Amount)) ?? [];
        var total = order?.Total ?? 0;
        foreach (var (line, index) in draft.Lines.Select((line, index) => (line, index)))
        {
            var stated = (Product: ProductOf(line), line.Quantity, line.Amount);
            if (known.TryAdd(line.Line ?? index + 1, stated))
            {
                total += line.Amount;
            }
            else if (known[line.Line ?? index + 1] is var before && (before.Product != stated.Product || Differ(before.Quantity, stated.Quantity) || Differ(before.Amount, stated.Amount)))
            {
                return SalesErrors.OrderLineDiffers;
            }
        }

        return Math.Abs(total) > SalesLimits.Amount ? SalesErrors.AmountTooLarge : null;
    }

    // A database keeps four decimals of what the file says.
    private static bool Differ(decimal stored, decimal stated) => Math.Abs(stored - stated) >= SalesLimits.LeastQuantity;

    private static string ProductOf(DraftLine line) => line.Product ?? line.Description ?? string.Empty;

    private Order Begin(Draft draft, SubjectId subject)
    {
        var order = new Order
        {
            Id = db.NewId(),
            Number = draft.Number,
            SubjectId = subject,
            OrderedOn = draft.Date,
            DeliveredOn = draft.DeliveredOn,
            ConcludedOnline = mapping.ConcludedOnline,
            Consumer = mapping.Consumer,
            Currency = draft.Currency ?? mapping.Currency,
            CreatedAt = db.Now,
        };
        orders[draft.Number] = order;
        db.Orders.Add(order);
        return order;
    }

    private static OrderLine Line(Guid order, DraftLine line, int position) => new()
    {
        OrderId = order,
        Line = line.Line ?? position,
        Product = ProductOf(line),
        Description = line.Product is null ? null : line.Description,
        Quantity = line.Quantity,
        Amount = line.Amount,
    };
}
