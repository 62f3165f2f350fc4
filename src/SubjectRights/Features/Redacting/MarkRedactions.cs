using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.FreeText;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>
/// Staff mark what of others is taken out of a copy, and what stays and why: only what would harm somebody else, never the
/// whole answer (Art. 15(4)).
/// </summary>
internal static class MarkRedactions
{
    internal sealed record Request(IReadOnlyList<CellDecision> Decisions);

    internal sealed record Response(int Undecided);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Decisions).NotEmpty().WithErrorCode("DECISIONS_MISSING").Must(d => d is null || d.Count <= 1000).WithErrorCode("DECISIONS_TOO_MANY");
            RuleForEach(r => r.Decisions).Must(d => d is { Source: not null, Table: not null, Column: not null, Digest: not null, Spans.Count: > 0 }).WithErrorCode("DECISION_INVALID");
            RuleForEach(r => r.Decisions).Must(d => d?.Spans is null || d.Spans.All(s => s is not null && SpanRules.HasReason(s))).WithErrorCode("REASON_MISSING");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/redactions", Handle).WithSummary("Mark what of others a copy leaves out, or keeps and why");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, RoomHttp rooms, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var (provided, review, others) = await ReviewDisclosure.LookAsync(row, db, vault, rooms, settings, ct);
        foreach (var decision in request.Decisions)
        {
            var cell = CellOf(provided, decision) ?? throw new RuleViolation(SubjectRightsErrors.TextChanged);
            SpanRules.DemandIn(cell, decision.Spans);
        }

        var decided = review.With(request.Decisions);
        await db.InTransactionAsync(
            async token =>
            {
                await decided.WriteAsync(vault, id, token);
                db.Remember(id, http.Actor(), "REDACTIONS_MARKED");
                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Ok(new Response(Disclosed.Open(provided, decided, others).Count));
    }

    private static string? CellOf(IReadOnlyList<ProvidedTables> provided, CellDecision decision)
    {
        var table = provided.FirstOrDefault(p => p.Source == decision.Source)?.Tables.FirstOrDefault(t => t.Name == decision.Table);
        var column = table?.Columns.ToList().IndexOf(decision.Column) ?? -1;
        return column < 0 ? null : table!.Rows.Select(r => r[column]).FirstOrDefault(c => c is not null && TextDigest.Of(c) == decision.Digest);
    }
}

/// <summary>What a decision about a span must be.</summary>
internal static class SpanRules
{
    private const int MostReason = 500;

    /// <summary>What is left needs a reason; a reason is never longer than a remark.</summary>
    public static bool HasReason(SpanDecision span) => (span.Redact || !string.IsNullOrWhiteSpace(span.Reason)) && (span.Reason?.Length ?? 0) <= MostReason;

    public static void DemandIn(string text, IReadOnlyList<SpanDecision> spans)
    {
        if (!spans.All(s => new TextSpan(s.Start, s.Length).IsIn(text)))
        {
            throw new RuleViolation(SubjectRightsErrors.SpanInvalid);
        }
    }
}
