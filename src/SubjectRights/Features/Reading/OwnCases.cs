using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>A signed-in person's own requests: list, one of them with its messages, another message, package and letter.</summary>
internal static class OwnCases
{
    private const int MostText = 4000;
    private const int MostMessages = 100;

    internal sealed record Request(string Text);

    internal sealed record Item(Guid Id, string Reference, RightRequested Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt);

    internal sealed record Response(FollowCase.Response Case, bool Letter);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Text).NotEmpty().WithErrorCode("TEXT_MISSING").MaximumLength(MostText).WithErrorCode("TEXT_TOO_LONG");
    }

    internal static void Map(IEndpointRouteBuilder self)
    {
        self.MapGet("/requests", ListAsync).WithSummary("My requests");
        self.MapGet("/requests/{id:guid}", ReadAsync).WithSummary("One request of mine");
        self.MapPost("/requests/{id:guid}/messages", WriteAsync).WithSummary("Write about a request of mine");
        self.MapGet("/requests/{id:guid}/package", (Guid id, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct) =>
            FileAsync(id, FileKinds.Package, "application/zip", db, vault, http, ct)).WithSummary("My data (ZIP)");
        self.MapGet("/requests/{id:guid}/letter", (Guid id, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct) =>
            FileAsync(id, FileKinds.Letter, "text/html; charset=utf-8", db, vault, http, ct)).WithSummary("The answer to my request");
    }

    private static async Task<IResult> ListAsync(SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var me = http.OwnSubject();
        var rows = await db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => r.SubjectId == me)
            .OrderByDescending(r => r.CorrelationId)
            .Take(Paging.MaxLimit)
            .Select(r => new Item(r.CorrelationId, r.Reference, r.Right, r.CurrentState, r.ReceivedAt, r.ExtendedDueAt ?? r.DueAt))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(rows, null));
    }

    private static async Task<IResult> ReadAsync(Guid id, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        var row = await MineAsync(id, db, http, ct);
        var letter = await IsOpenAsync(row, db, ct) && await db.Files.AnyAsync(f => f.RequestId == id && f.Kind == FileKinds.Letter, ct);
        return TypedResults.Ok(new Response(await FollowCase.ViewAsync(row, db, vault, ct), letter));
    }

    private static async Task<IResult> WriteAsync(Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        var row = await MineAsync(id, db, http, ct);
        if (await db.Messages.CountAsync(m => m.RequestId == row.CorrelationId, ct) >= MostMessages)
        {
            throw new RuleViolation(SubjectRightsErrors.TooManyMessages);
        }

        await vault.WriteMessageAsync(row.CorrelationId, request.Text, fromPerson: true, null, ct);
        db.Remember(row.CorrelationId, "person", "MESSAGE_RECEIVED");
        await db.SaveChangesAsync(ct);
        return TypedResults.Created();
    }

    private static async Task<IResult> FileAsync(
        Guid id, string kind, string type, SubjectRightsDbContext db, CaseVault vault, HttpContext http, CancellationToken ct)
    {
        var row = await MineAsync(id, db, http, ct);
        if (!await IsOpenAsync(row, db, ct) || await vault.ReadFileAsync(row.CorrelationId, kind, ct) is not { } content)
        {
            return Problems.From(kind == FileKinds.Package ? SubjectRightsErrors.PackageNotReady : SubjectRightsErrors.AnswerNotReady);
        }

        db.Audit(http.Actor(), $"{kind}.fetched", row.SubjectId, id);
        db.Remember(id, "person", $"{kind.ToUpperInvariant()}_FETCHED");
        await db.SaveChangesAsync(ct);
        return TypedResults.File(content, type, kind == FileKinds.Package ? $"{row.Reference}.zip" : null);
    }

    // What is written before the answer leaves may still change; what has expired is destroyed.
    private static async Task<bool> IsOpenAsync(SubjectRequest row, SubjectRightsDbContext db, CancellationToken ct) =>
        row.AnsweredAt is not null && !(await FetchPackage.UntilAsync(db, row.CorrelationId, ct) <= db.Now);

    // A request of somebody else and one that does not exist are the same answer.
    private static async Task<SubjectRequest> MineAsync(Guid id, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var me = http.OwnSubject();
        return await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.CorrelationId == id && r.SubjectId == me, ct)
            ?? throw new RuleViolation(SubjectRightsErrors.NotFound);
    }
}
