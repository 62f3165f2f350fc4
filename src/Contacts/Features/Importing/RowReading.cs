using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>One row as it was read: a contact's statement under its key, or the column and code that reject it.</summary>
internal sealed record ReadRow(
    long Row, string? Key, ContactKind? Kind, ContactChange Change, string? Origin, DateTimeOffset? ObtainedAt, string? Column, string? Code)
{
    private static readonly ContactChange Nothing = new();

    public static ReadRow Rejected(long row, string? column, string code) => new(row, null, null, Nothing, null, null, column, code);
}

/// <summary>What the reading of every row of a file needs to know.</summary>
internal sealed record ReadingTerms(ImportMapping Mapping, IReadOnlyList<string> DateFormats, string Country, DateOnly Today, DateTimeOffset Now);

/// <summary>Reads rows of a table by a mapping. An empty cell says nothing; what a cell holds never leaves this place in an error.</summary>
internal sealed class RowReading(IFileTable table, ImportColumns columns, ReadingTerms terms)
{
    // A phone in national spelling is read by the country of its own row.
    private readonly ImportColumn[] _columns = [.. columns.All.OrderBy(c => c.Field != "country")];

    public ReadRow Read()
    {
        if (table.Flaw is { } flaw)
        {
            return ReadRow.Rejected(table.Row, null, flaw);
        }

        var draft = new RowDraft(terms);
        try
        {
            foreach (var column in _columns)
            {
                var cell = table[column.Ordinal];
                if (!string.IsNullOrWhiteSpace(cell))
                {
                    draft.Take(column, cell);
                }
            }

            draft.Take(table.Attributes);
            return Keyed(draft);
        }
        catch (RuleViolation broken)
        {
            return ReadRow.Rejected(table.Row, draft.Column?.Name, broken.Error.Code);
        }
    }

    private ReadRow Keyed(RowDraft draft)
    {
        var change = draft.Finish();
        var key = terms.Mapping.Key == IdentifierKind.Email ? change.Email?.Normalised : change.ExternalId;
        return key is null
            ? ReadRow.Rejected(table.Row, terms.Mapping.KeyColumn, "KEY_MISSING")
            : new ReadRow(table.Row, key, draft.Kind, change, draft.Origin ?? terms.Mapping.Origin, draft.ObtainedAt, null, null);
    }
}
