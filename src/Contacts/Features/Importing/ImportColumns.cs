using System.Globalization;
using System.Text.RegularExpressions;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>The columns of a file that the mapping names.</summary>
internal sealed record ImportColumns(IReadOnlyList<ImportColumn> All)
{
    public static ImportColumns Of(IReadOnlyList<string> header, ImportMapping mapping)
    {
        Demand(header);
        var ordinals = header.Select((name, i) => (name, i)).Where(p => p.name.Length > 0).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return new ImportColumns([.. mapping.Columns.Select(m => ordinals.TryGetValue(m.Value.Trim(), out var ordinal)
            ? ImportColumn.Of(m.Key, ordinal, m.Value)
            : throw new UnreadableFile("IMPORT_COLUMN_MISSING"))]);
    }

    public static void Demand(IReadOnlyList<string> header)
    {
        if (header.All(h => h.Length == 0))
        {
            throw new UnreadableFile("IMPORT_EMPTY");
        }

        if (header.Where(h => h.Length > 0).Distinct(StringComparer.Ordinal).Count() != header.Count(h => h.Length > 0))
        {
            throw new UnreadableFile("IMPORT_HEADER_DUPLICATE");
        }
    }

    public int? OrdinalOf(string field) => All.FirstOrDefault(c => c.Field == field)?.Ordinal;
}

/// <summary>One of our fields and where the file has it.</summary>
/// <param name="Base">The field without number and part: <c>email</c> of <c>email2.type</c>.</param>
/// <param name="Part">Null for the value itself.</param>
internal sealed partial record ImportColumn(string Field, int Ordinal, string Name, string Base, int Number, string? Part)
{
    public static ImportColumn Of(string field, int ordinal, string name)
    {
        var several = Several().Match(field);
        return several.Success
            ? new ImportColumn(
                field,
                ordinal,
                name,
                several.Groups["base"].Value,
                several.Groups["number"] is { Success: true } n ? int.Parse(n.ValueSpan, CultureInfo.InvariantCulture) : 1,
                several.Groups["part"] is { Success: true } part ? part.Value : null)
            : new ImportColumn(field, ordinal, name, field, 1, null);
    }

    [GeneratedRegex(@"^(?<base>email|phone|externalId)(?<number>\d+)?(\.(?<part>type|verified))?$")]
    private static partial Regex Several();
}
