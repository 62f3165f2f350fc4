using Gdpr.Kernel;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Ordering;

/// <summary>Orders of living customers; archived ones are shown by no list. The reading of one is audited.</summary>
internal static class ReadOrders
{
    internal sealed record Item(Guid Id, string Number, SubjectId SubjectId, DateOnly OrderedOn, DateOnly? DeliveredOn, string Currency, decimal Total);

    internal sealed record Line(int Number, string Product, string? Description, decimal Quantity, decimal Amount);

    internal sealed record Response(
        Guid Id,
        string Number,
        SubjectId SubjectId,
        DateOnly OrderedOn,
        DateOnly? DeliveredOn,
        bool ConcludedOnline,
        bool Consumer,
        string Currency,
        decimal Total,
        IReadOnlyList<Line> Lines);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/orders", List).WithName("ListOrders").WithSummary("Orders, oldest first: ?subjectId=&after=&limit=");
        api.MapGet("/orders/{id:guid}", Handle).WithName(nameof(ReadOrders)).WithSummary("An order with its lines");
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> List(
        SubjectId? subjectId, string? after, int? limit, SalesDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var ids = subjectId is { } customer ? await db.IdsOfAsync(customer, ct) : [];
        var rows = await db.Orders.AsNoTracking()
            .Where(o => o.Id > from && (subjectId == null || ids.Contains(o.SubjectId)))
            .OrderBy(o => o.Id)
            .Take(take + 1)
            .Select(o => new Item(o.Id, o.Number, o.SubjectId, o.OrderedOn, o.DeliveredOn, o.Currency, o.Total))
            .ToListAsync(ct);
        var page = Paging.Of(rows, take, o => o.Id);
        foreach (var shown in page.Items.Select(o => o.SubjectId).Distinct())
        {
            db.Audit(http.Actor(), "orders.listed", shown);
        }

        await db.DiscloseAsync(http, [.. page.Items.Select(o => o.SubjectId).Distinct()], ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(page);
    }

    internal static async Task<Ok<Response>> Handle(Guid id, SalesDbContext db, HttpContext http, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().Include(o => o.Lines.OrderBy(l => l.Line)).SingleOrDefaultAsync(o => o.Id == id, ct)
            ?? throw new RuleViolation(SalesErrors.OrderNotFound);
        db.Audit(http.Actor(), "order.read", order.SubjectId, id);
        await db.DiscloseAsync(http, [order.SubjectId], ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(
            order.Id, order.Number, order.SubjectId, order.OrderedOn, order.DeliveredOn, order.ConcludedOnline, order.Consumer, order.Currency, order.Total,
            [.. order.Lines.Select(l => new Line(l.Line, l.Product, l.Description, l.Quantity, l.Amount))]));
    }
}
