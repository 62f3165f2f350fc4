using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>What a first reading of the whole file decides, before any row of it is written.</summary>
internal sealed record Examination(long Rows, IReadOnlyList<string> DateFormats)
{
    /// <summary>Throws <see cref="UnreadableFile"/>, with code IMPORT_DATE_AMBIGUOUS when only a person can decide.</summary>
    public static async Task<Examination> OfAsync(ImportTable table, ImportMapping mapping, Func<Task> stillHere, CancellationToken ct)
    {
        var columns = ImportColumns.Of(table.Header, mapping);
        var dates = mapping.BirthDateFormat is null ? columns.OrdinalOf(ImportMapping.BirthDate) : null;
        var order = new BirthDateColumn();
        while (await table.ReadAsync(ct))
        {
            if (dates is { } ordinal && table.RightLength)
            {
                order.See(table[ordinal]);
            }

            if (table.Row % 100_000 == 0)
            {
                await stillHere();
            }
        }

        var formats = mapping.BirthDateFormat is { } format ? [format] : order.Decide() ?? throw new UnreadableFile("IMPORT_DATE_AMBIGUOUS");
        return new Examination(table.Row, formats);
    }
}

/// <summary>The columns of a file that the mapping names.</summary>
internal sealed record ImportColumns(IReadOnlyList<ImportColumn> All)
{
    public static ImportColumns Of(IReadOnlyList<string> header, ImportMapping mapping)
    {
        if (header.All(h => h.Length == 0))
        {
            throw new UnreadableFile("IMPORT_EMPTY");
        }

        if (header.Where(h => h.Length > 0).Distinct(StringComparer.Ordinal).Count() != header.Count(h => h.Length > 0))
        {
            throw new UnreadableFile("IMPORT_HEADER_DUPLICATE");
        }

        var ordinals = header.Select((name, i) => (name, i)).Where(p => p.name.Length > 0).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return new ImportColumns([.. mapping.Columns.Select(m => ordinals.TryGetValue(m.Value.Trim(), out var ordinal)
            ? new ImportColumn(m.Key, ordinal, m.Value)
            : throw new UnreadableFile("IMPORT_COLUMN_MISSING"))]);
    }

    public int? OrdinalOf(string field) => All.FirstOrDefault(c => c.Field == field)?.Ordinal;
}

/// <summary>One of our fields and where the file has it.</summary>
internal sealed record ImportColumn(string Field, int Ordinal, string Name);
