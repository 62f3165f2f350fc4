using Gdpr.Kernel.FreeText;
using Gdpr.Messages.Participation;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>The tables one room handed out.</summary>
internal sealed record ProvidedTables(string Source, IReadOnlyList<ExportTable> Tables);

/// <summary>Where somebody else seems to be in what is handed out, and nobody has said whether it stays.</summary>
internal sealed record OpenSpan(string Source, string Table, int Row, string Column, string Digest, Mention Mention);

/// <summary>What the rooms and third parties hand out for a request, and the same with what the review takes out.</summary>
internal static class Disclosed
{
    /// <summary>Before the act a third party has handed over nothing yet: its part is reviewed when it has.</summary>
    public static async Task<IReadOnlyList<ProvidedTables>> FetchAsync(RoomHttp http, string room, SubjectRequest request, CancellationToken ct)
    {
        var provided = new List<ProvidedTables>();
        foreach (var source in Sources(request))
        {
            var tables = await http.GetAsync<List<ExportTable>>(
                room, source, $"internal/{source}/participation/{request.CorrelationId}/export?right={request.Right.ToString().ToLowerInvariant()}", ct);
            provided.Add(new ProvidedTables(source, tables ?? []));
        }

        return provided;
    }

    public static IReadOnlyList<ProvidedTables> Redacted(IReadOnlyList<ProvidedTables> provided, ReviewFile review) =>
    [
        .. provided.Select(p => p with
        {
            Tables = [.. p.Tables.Select(t => t with { Rows = [.. t.Rows.Select(r => (IReadOnlyList<string?>)[.. r.Select((cell, i) => Redacted(p.Source, t, i, cell, review))])] })],
        }),
    ];

    public static IReadOnlyList<OpenSpan> Open(IReadOnlyList<ProvidedTables> provided, ReviewFile review, ThirdParties others) =>
    [
        .. from p in provided
           from table in p.Tables
           from row in table.Rows.Select((cells, number) => (cells, number))
           from cell in row.cells.Select((text, i) => (text, column: table.Columns[i]))
           from mention in others.In(cell.text)
           let digest = TextDigest.Of(cell.text!)
           where DecisionOf(p.Source, table.Name, cell.column, digest, review)?.Spans.Any(s => s.Start <= mention.Span.Start && s.Start + s.Length >= mention.Span.End) is not true
           select new OpenSpan(p.Source, table.Name, row.number, cell.column, digest, mention),
    ];

    private static string? Redacted(string source, ExportTable table, int column, string? cell, ReviewFile review) =>
        cell is not null && DecisionOf(source, table.Name, table.Columns[column], TextDigest.Of(cell), review) is { } decision
            ? TextSpan.Redact(cell, decision.Spans.Where(s => s.Redact).Select(s => new TextSpan(s.Start, s.Length)))
            : cell;

    private static CellDecision? DecisionOf(string source, string table, string column, string digest, ReviewFile review) =>
        review.Cells.FirstOrDefault(c => c.Source == source && c.Table == table && c.Column == column && c.Digest == digest);

    private static IEnumerable<string> Sources(SubjectRequest request) => request.Targets
        .Where(t => t.Status == ReportStatus.Done && (t.Acted.Count > 0 || (t.IsRoom && t.Phase == ParticipationPhase.Locate && t.Located.Count > 0)))
        .Select(t => t.IsRoom ? t.Name : "connectors")
        .Distinct();
}
