using Gdpr.Contacts.Domain;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>A row while its cells are read.</summary>
internal sealed class RowDraft(ReadingTerms terms)
{
    private readonly Dictionary<string, string?> _attributes = new(StringComparer.Ordinal);
    private readonly List<Slot> _addresses = [];
    private readonly List<string> _ids = [];
    private ContactChange _change = new();

    /// <summary>The column that is being read: where the row is broken if it is.</summary>
    public ImportColumn? Column { get; private set; }

    public ContactKind? Kind { get; private set; }

    public string? Origin { get; private set; }

    public DateTimeOffset? ObtainedAt { get; private set; }

    public void Take(ImportColumn column, string cell)
    {
        Column = column;
        switch (column.Base)
        {
            case IdentifierColumns.Email or IdentifierColumns.Phone:
                TakeAddress(column, cell);
                break;
            case ImportMapping.ExternalId:
                _ids.Add(ContactText.ExternalId(cell));
                break;
            case "kind":
                Kind = KindOf(cell.Trim());
                break;
            case "origin":
                Origin = ContactText.Text(cell);
                break;
            case "obtainedAt":
                ObtainedAt = ContactText.Moment(cell, terms.Now);
                break;
            default:
                _change = Plain(column.Field, cell);
                break;
        }
    }

    public void Take(IReadOnlyDictionary<string, string> attributes)
    {
        Column = null;
        foreach (var (name, value) in attributes.Where(a => a.Key.Length is > 0 and <= ContactLimits.AttributeName))
        {
            _attributes[name] = ContactText.Text(value, ContactLimits.AttributeValue);
        }
    }

    public ContactChange Finish()
    {
        var emails = Addresses(IdentifierColumns.Email, (s, main) => ContactText.Email(s.Value!, s.Type, main, s.Verified));
        var phones = Addresses(
            IdentifierColumns.Phone, (s, main) => ContactText.Phone(s.Value!, _change.Country.Value ?? terms.Mapping.Country ?? terms.Country, s.Type, main, s.Verified));
        return _change with
        {
            Email = emails.FirstOrDefault(),
            MoreEmails = emails.Count > 1 ? emails[1..] : [],
            Phone = phones.FirstOrDefault(),
            MorePhones = phones.Count > 1 ? phones[1..] : [],
            ExternalId = _ids.FirstOrDefault(),
            MoreExternalIds = _ids.Count > 1 ? _ids[1..] : [],
            Attributes = _attributes,
        };
    }

    private static ContactKind KindOf(string cell) =>
        Enum.TryParse<ContactKind>(cell, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(cell[0])
            ? kind
            : throw new RuleViolation(ContactsErrors.KindInvalid);

    private void TakeAddress(ImportColumn column, string cell)
    {
        var slot = _addresses.Find(s => s.Field == column.Base && s.Number == column.Number);
        if (slot is null)
        {
            _addresses.Add(slot = new Slot(column.Base, column.Number));
        }

        switch (column.Part)
        {
            case null:
                (slot.Column, slot.Value) = (column, cell);
                break;
            case "type":
                slot.Type = ContactText.Text(cell, 40);
                break;
            default:
                slot.Verified = bool.TryParse(cell.Trim(), out var verified) ? verified : throw new RuleViolation(ContactsErrors.VerifiedInvalid);
                break;
        }
    }

    private List<Address> Addresses(string field, Func<Slot, bool, Address> read)
    {
        var addresses = new List<Address>();
        foreach (var slot in _addresses.Where(s => s.Field == field && s.Value is not null).OrderBy(s => s.Number))
        {
            Column = slot.Column;
            var address = read(slot, addresses.Count == 0);
            if (!addresses.Exists(a => a.Normalised == address.Normalised))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    private ContactChange Plain(string field, string cell)
    {
        switch (field)
        {
            case ImportMapping.BirthDate: return _change with { BirthDate = new(ContactText.Date(cell, terms.DateFormats, terms.Today)) };
            case "givenName": return _change with { GivenName = ContactText.Text(cell) };
            case "familyName": return _change with { FamilyName = ContactText.Text(cell) };
            case "organisation": return _change with { Organisation = ContactText.Text(cell) };
            case "street": return _change with { Street = ContactText.Text(cell) };
            case "postalCode": return _change with { PostalCode = ContactText.Text(cell) };
            case "city": return _change with { City = ContactText.Text(cell) };
            case "country": return _change with { Country = ContactText.Country(cell) };
            case "language": return _change with { Language = ContactText.Language(cell) };
            case "audience": return _change with { Audience = ContactText.Audience(cell) };
            default:
                _attributes[field[ImportMapping.AttributePrefix.Length..]] = ContactText.Text(cell, ContactLimits.AttributeValue);
                return _change;
        }
    }

    private sealed class Slot(string field, int number)
    {
        public string Field { get; } = field;

        public int Number { get; } = number;

        public ImportColumn? Column { get; set; }

        public string? Value { get; set; }

        public string? Type { get; set; }

        public bool Verified { get; set; }
    }
}
