using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Invoicing;

/// <summary>Invoices of living customers; archived ones are shown by no list. The reading of one is audited.</summary>
internal static class ReadInvoices
{
    internal sealed record Item(Guid Id, string Number, SubjectId SubjectId, DateOnly IssuedOn, string Currency, decimal Gross, DateOnly KeptUntil);

    internal sealed record Retention(string Code, DateOnly Start, DateOnly Until, string Source);

    internal sealed record Contact(string? Email, string? Phone, DateOnly? BirthDate, string? Notes);

    internal sealed record Response(Guid Id, SubjectId SubjectId, Guid? OrderId, JsonNode Content, string Digest, Contact? Contact, Retention Retention);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/invoices", List).WithName("ListInvoices").WithSummary("Invoices, oldest first: ?subjectId=&after=&limit=");
        api.MapGet("/invoices/{id:guid}", Handle).WithName(nameof(ReadInvoices)).WithSummary("An invoice, and until when it must be kept");
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
        var rows = await db.Invoices.AsNoTracking()
            .Where(i => i.Id > from && (subjectId == null || ids.Contains(i.SubjectId)))
            .OrderBy(i => i.Id)
            .Take(take + 1)
            .Select(i => new Item(i.Id, i.Number, i.SubjectId, i.IssuedOn, i.Currency, i.Gross, i.KeepUntil))
            .ToListAsync(ct);
        var page = Paging.Of(rows, take, i => i.Id);
        foreach (var shown in page.Items.Select(i => i.SubjectId).Distinct())
        {
            db.Audit(http.Actor(), "invoices.listed", shown);
        }

        await db.DiscloseAsync(http, [.. page.Items.Select(i => i.SubjectId).Distinct()], ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(page);
    }

    internal static async Task<Ok<Response>> Handle(Guid id, SalesDbContext db, HttpContext http, CancellationToken ct)
    {
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) ?? throw new RuleViolation(SalesErrors.InvoiceNotFound);
        var contact = await db.InvoiceContacts.AsNoTracking().Where(c => c.InvoiceId == id)
            .Select(c => new Contact(c.Email, c.Phone, c.BirthDate, c.Notes)).SingleOrDefaultAsync(ct);
        db.Audit(http.Actor(), "invoice.read", invoice.SubjectId, id);
        await db.DiscloseAsync(http, [invoice.SubjectId], ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(
            id, invoice.SubjectId, invoice.OrderId, JsonNode.Parse(invoice.Content)!, invoice.Digest, contact,
            new Retention(Invoice.RetentionCode, invoice.FinancialYearEnd, invoice.KeepUntil, RetentionPeriods.Of(Invoice.RetentionCode).Source)));
    }
}
