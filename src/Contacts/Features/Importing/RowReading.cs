using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>One row as it was read: a contact's statement under its key, or the column and code that reject it.</summary>
internal sealed record ReadRow(long Row, string? Key, ContactKind? Kind, ContactChange Change, string? Origin, string? Column, string? Code);

/// <summary>Reads rows of a table by a mapping. An empty cell says nothing; what a cell holds never leaves this place in an error.</summary>
internal sealed class RowReading(ImportTable table, ImportColumns columns, ImportMapping mapping, IReadOnlyList<string> dateFormats, string country, DateOnly today)
{
    public ReadRow Read()
    {
        if (!table.RightLength)
        {
            return Rejected(null, "ROW_FIELD_COUNT");
        }

        var cells = columns.All.ToDictionary(c => c.Field, c => table[c.Ordinal], StringComparer.Ordinal);
        var column = default(ImportColumn);
        try
        {
            var region = mapping.Country;
            var draft = new Draft();
            foreach (var c in columns.All.OrderBy(c => c.Field != "country"))
            {
                column = c;
                if (string.IsNullOrWhiteSpace(cells[c.Field]))
                {
                    continue;
                }

                draft.Take(c.Field, cells[c.Field], region ?? country, dateFormats, today);
                region = c.Field == "country" ? draft.Change.Country.Value : region;
            }

            return Keyed(draft);
        }
        catch (RuleViolation broken)
        {
            return Rejected(column?.Name, broken.Error.Code);
        }
    }

    private ReadRow Keyed(Draft draft)
    {
        var change = draft.Change;
        var key = mapping.Key == IdentifierKind.Email ? change.Email?.Normalised : change.ExternalId;
        return key is null
            ? Rejected(mapping.KeyColumn, "KEY_MISSING")
            : new ReadRow(table.Row, key, draft.Kind, change, draft.Origin ?? mapping.Origin, null, null);
    }

    private ReadRow Rejected(string? column, string code) => new(table.Row, null, null, new ContactChange(), null, column, code);

    /// <summary>A row while its cells are read.</summary>
    private sealed class Draft
    {
        private readonly Dictionary<string, string?> _attributes = new(StringComparer.Ordinal);

        public Draft() => Change = new ContactChange { Attributes = _attributes };

        public ContactChange Change { get; private set; }

        public ContactKind? Kind { get; private set; }

        public string? Origin { get; private set; }

        public void Take(string field, string cell, string country, IReadOnlyList<string> formats, DateOnly today)
        {
            switch (field)
            {
                case ImportMapping.BirthDate:
                    Change = Change with { BirthDate = new(ContactText.Date(cell, formats, today)) };
                    break;
                case "phone":
                    Change = Change with { Phone = ContactText.Phone(cell, country) };
                    break;
                case "kind":
                    Kind = KindOf(cell);
                    break;
                case "origin":
                    Origin = ContactText.Text(cell);
                    break;
                default:
                    Change = Plain(field, cell);
                    break;
            }
        }

        private static ContactKind KindOf(string cell) =>
            Enum.TryParse<ContactKind>(cell.Trim(), ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(cell.Trim()[0])
                ? kind
                : throw new RuleViolation(ContactsErrors.KindInvalid);

        private ContactChange Plain(string field, string cell)
        {
            switch (field)
            {
                case ImportMapping.ExternalId: return Change with { ExternalId = ContactText.ExternalId(cell) };
                case ImportMapping.Email: return Change with { Email = ContactText.Email(cell) };
                case "givenName": return Change with { GivenName = ContactText.Text(cell) };
                case "familyName": return Change with { FamilyName = ContactText.Text(cell) };
                case "organisation": return Change with { Organisation = ContactText.Text(cell) };
                case "street": return Change with { Street = ContactText.Text(cell) };
                case "postalCode": return Change with { PostalCode = ContactText.Text(cell) };
                case "city": return Change with { City = ContactText.Text(cell) };
                case "country": return Change with { Country = ContactText.Country(cell) };
                case "language": return Change with { Language = ContactText.Language(cell) };
                default:
                    _attributes[field[ImportMapping.AttributePrefix.Length..]] = ContactText.Text(cell, ContactLimits.AttributeValue);
                    return Change;
            }
        }
    }
}
