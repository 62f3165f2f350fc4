using System.Text.Json.Nodes;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Files;

/// <summary>How a file is written and what its columns seem to be; no value of it. Its name is that of the schema, which stays as it was first published.</summary>
/// <param name="Mapping">Ready to be sent with an import; the columns that are not sure are left out.</param>
/// <param name="RowsSeen">Rows of the sample that were looked at.</param>
/// <param name="Problems">Codes of what a person has to decide or to repair before an import.</param>
internal sealed record ProposeMappingResponse(
    string Format, string Encoding, string? Delimiter, IReadOnlyList<ProposedColumn> Columns, JsonObject Mapping, int RowsSeen, IReadOnlyList<string> Problems)
{
    public static async Task<ProposeMappingResponse> OfAsync(FileFormat format, IFileTable table, ImportMapping stated, CancellationToken ct)
    {
        var vcard = format.Kind == FileKind.VCard;
        var proposal = await MappingProposal.OfAsync(table, ct);
        var file = new FileStatement(format.Kind, format.Encoding, format.Delimiter);
        var mapping = stated.With(vcard ? [] : proposal.Sure) with { File = file };
        var duplicate = table.Header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.Ordinal).Any(g => g.Count() > 1);
        IEnumerable<string?> problems =
        [
            duplicate ? "IMPORT_HEADER_DUPLICATE" : null,
            !vcard && (!mapping.HasKey || proposal.IsDoubtful) ? MappingProposal.Unsure : null,
        ];
        return new ProposeMappingResponse(
            format.Kind.ToString().ToLowerInvariant(),
            format.Encoding,
            format.Delimiter,
            [.. proposal.Columns.Where(c => !vcard || c.Filled > 0)],
            MappingJson.Write(mapping),
            proposal.Rows,
            [.. problems.OfType<string>()]);
    }

    public static RuleViolation Refuse(UnreadableFile broken) => new(new RuleError(broken.Code, "The file cannot be imported as it is; see the code.", 422));
}
