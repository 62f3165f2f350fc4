namespace Gdpr.Web.BackOffice.Contacts;

public sealed record ImportItem(
    Guid Id, string Status, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, long RowsRead, long? RowsTotal, long Created, long Rejected, string? Code);

public sealed record ImportView(
    Guid Id, string Status, string? Format, string Encoding, string? Delimiter, long RowsRead, long? RowsTotal, long Created, long Updated, long Unchanged,
    long Rejected, long Suppressed, IReadOnlyList<string> WaitingFor, string? Code, IReadOnlyList<RowError> Errors)
{
    public bool IsUnderWay => Status is "queued" or "running" or "waiting";
}

public sealed record RowError(long Row, string? Column, string Code);

public sealed record ImportProposal(
    string Format, string Encoding, string? Delimiter, IReadOnlyList<ColumnProposal> Columns, int RowsSeen, IReadOnlyList<string> Problems);

public sealed record ColumnProposal(string Name, string? Field, double Confidence, int Filled);
