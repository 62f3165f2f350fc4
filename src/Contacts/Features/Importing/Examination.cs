using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>What a first reading of the whole file decides, before any row of it is written.</summary>
internal sealed record Examination(long Rows, IReadOnlyList<string> DateFormats)
{
    private const int Pace = 100_000;

    /// <summary>Throws <see cref="UnreadableFile"/>, with code IMPORT_DATE_AMBIGUOUS when only a person can decide.</summary>
    public static async Task<Examination> OfAsync(IFileTable table, FileKind kind, ImportMapping mapping, Func<Task> stillHere, CancellationToken ct)
    {
        var columns = ImportColumns.Of(table.Header, mapping);
        var stated = mapping.BirthDateFormat ?? (kind == FileKind.VCard ? "yyyy-MM-dd" : null);
        var dates = stated is null ? columns.OrdinalOf(ImportMapping.BirthDate) : null;
        var order = new BirthDateColumn();
        while (await table.ReadAsync(ct))
        {
            if (dates is { } ordinal && table.Flaw is null)
            {
                order.See(table[ordinal]);
            }

            if (table.Row % Pace == 0)
            {
                await stillHere();
            }
        }

        var formats = stated is not null ? [stated] : order.Decide() ?? throw new UnreadableFile("IMPORT_DATE_AMBIGUOUS");
        return new Examination(table.Row, formats);
    }
}
