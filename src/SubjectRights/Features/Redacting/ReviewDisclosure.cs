using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>What a copy would disclose, cell by cell, before it goes out, with what may be about somebody else (Art. 15(4), 20(4)).</summary>
internal static class ReviewDisclosure
{
    internal sealed record Response(Guid Id, IReadOnlyList<Table> Tables, IReadOnlyList<Suspect> Undecided, IReadOnlyList<CellDecision> Decisions);

    internal sealed record Table(string Source, string Name, string DataClass, string LegalBasis, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, DateTimeOffset? AsOf, DateTimeOffset? ChangedAfterReceipt);

    /// <param name="Digest">Of the cell as it is now; sent back with a decision about it.</param>
    internal sealed record Suspect(string Source, string Table, int Row, string Column, string Digest, int Start, int Length, string Kind);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/requests/{id:guid}/disclosure", Handle).WithSummary("What the copy would disclose, and what in it may be about others");

    internal static async Task<IResult> Handle(
        Guid id, SubjectRightsDbContext db, CaseVault vault, RoomHttp rooms, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var (provided, review, others) = await LookAsync(row, db, vault, rooms, settings, ct);
        var open = Disclosed.Open(provided, review, others);
        db.Audit(http.Actor(), "disclosure.reviewed", row.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(
            id,
            [.. provided.SelectMany(p => p.Tables.Select(t => new Table(p.Source, t.Name, t.DataClass, t.LegalBasis, t.Columns, t.Rows, t.AsOf, t.ChangedAfterReceipt)))],
            [.. open.Select(o => new Suspect(o.Source, o.Table, o.Row, o.Column, o.Digest, o.Mention.Span.Start, o.Mention.Span.Length, o.Mention.Kind.ToString().ToLowerInvariant()))],
            review.Cells));
    }

    /// <summary>Only a copy under review has something to look at; afterwards it lies packed.</summary>
    internal static async Task<(IReadOnlyList<ProvidedTables> Provided, ReviewFile Review, ThirdParties Others)> LookAsync(
        SubjectRequest row, SubjectRightsDbContext db, CaseVault vault, RoomHttp rooms, GdprSettings settings, CancellationToken ct)
    {
        if (!row.IsPackaged)
        {
            throw new RuleViolation(SubjectRightsErrors.NotACopy);
        }

        Steps.Demand(row, RequestStates.AwaitingReview);
        var file = await vault.OpenAsync(row.CorrelationId, ct) ?? throw new RuleViolation(SubjectRightsErrors.CaseOver);
        var others = new ThirdParties([.. file.Identifiers.Select(i => new Kernel.Identifiers.Identifier(i.Kind, i.Value))], settings.Controller);
        return (await Disclosed.FetchAsync(rooms, db.Room, row, ct), await ReviewFile.ReadAsync(vault, row.CorrelationId, ct), others);
    }
}
