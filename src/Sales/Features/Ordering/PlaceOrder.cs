using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Sales.Features.Ordering;

/// <summary>A customer's order comes in (Art. 6(1)(b)); nobody who was erased gets one.</summary>
internal static class PlaceOrder
{
    internal sealed record Line(string Product, string? Description, decimal Quantity, decimal Amount);

    internal sealed record Request(
        string Number,
        DateOnly? OrderedOn,
        DateOnly? DeliveredOn,
        SubjectId? SubjectId,
        Customer? Customer,
        string? Currency,
        bool ConcludedOnline,
        bool Consumer,
        IReadOnlyList<Line>? Lines);

    internal sealed record Response(Guid Id);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Number).NotEmpty().MaximumLength(SalesLimits.Number);
            RuleFor(r => r.OrderedOn).NotNull();
            RuleFor(r => r.DeliveredOn).Must(Cells.IsPlausible).WithErrorCode(SalesErrors.DateInvalid.Code);
            RuleFor(r => r.Currency).Must(Currencies.IsCode).WithErrorCode("CURRENCY_MALFORMED");
            RuleFor(r => r.Lines).Must(l => l is { Count: > 0 and <= SalesLimits.Lines }).WithErrorCode("LINES_MISSING");
            RuleForEach(r => r.Lines).ChildRules(l =>
            {
                l.RuleFor(x => x.Product).NotEmpty().MaximumLength(SalesLimits.Text);
                l.RuleFor(x => x.Description).MaximumLength(SalesLimits.Text);
                l.RuleFor(x => x.Quantity).InclusiveBetween(-SalesLimits.Amount, SalesLimits.Amount);
                l.RuleFor(x => x.Amount).InclusiveBetween(-SalesLimits.Amount, SalesLimits.Amount);
            });
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/orders", Handle)
            .WithIdempotency<SalesDbContext>()
            .WithName(nameof(PlaceOrder))
            .WithSummary("Record an order of a customer");

    internal static async Task<Created<Response>> Handle(
        Request request, SalesDbContext db, Customers customers, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (request.OrderedOn > settings.Controller.DayOf(db.Now))
        {
            throw new RuleViolation(SalesErrors.DateInFuture);
        }

        var buyer = await customers.OneAsync(request.SubjectId, request.Customer, ct);
        await db.DemandNotHeldAsync(buyer.SubjectId, ct);
        var order = Make(request, buyer.SubjectId, db);
        db.Orders.Add(order);
        db.Audit(http.Actor(), "order.recorded", order.SubjectId, order.Id);
        await db.SaveOrRefuseAsync(SalesErrors.OrderExists, ct);
        return TypedResults.Created($"/api/sales/orders/{order.Id}", new Response(order.Id));
    }

    private static Order Make(Request request, SubjectId subject, SalesDbContext db)
    {
        var order = new Order
        {
            Id = db.NewId(),
            Number = request.Number,
            SubjectId = subject,
            OrderedOn = request.OrderedOn!.Value,
            DeliveredOn = request.DeliveredOn,
            ConcludedOnline = request.ConcludedOnline,
            Consumer = request.Consumer,
            Currency = request.Currency ?? Currencies.Default,
            CreatedAt = db.Now,
        };
        foreach (var (line, number) in request.Lines!.Select((l, i) => (l, i + 1)))
        {
            order.Add(new OrderLine
            {
                OrderId = order.Id, Line = number, Product = line.Product, Description = line.Description, Quantity = line.Quantity, Amount = line.Amount,
            });
        }

        return order;
    }
}
