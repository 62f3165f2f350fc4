using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

// E-mail addresses, phones and the identifiers that follow from them.
internal sealed partial class Contact
{
    private void Replace(ContactChange change, ChangeResult result)
    {
        var emails = change.Emails.IsGiven ? change.Emails.Value ?? [] : WithMain(Current(IdentifierKind.Email), change.Email);
        var phones = change.Phones.IsGiven ? change.Phones.Value ?? [] : WithMain(Current(IdentifierKind.Phone), change.Phone);
        if (emails is not null && !emails.SequenceEqual(Current(IdentifierKind.Email)))
        {
            ReplaceEmails(emails);
            result.Fields.Add("email");
        }

        if (phones is not null && !phones.SequenceEqual(Current(IdentifierKind.Phone)))
        {
            ReplacePhones(phones);
            result.Fields.Add("phone");
        }
    }

    private List<Address> Current(IdentifierKind kind) => kind == IdentifierKind.Email
        ? [.. Emails.OrderBy(e => e.Position).Select(e => new Address(e.Value, Normalised(kind, e.Value), e.Type, e.Primary, e.Verified))]
        : [.. Phones.OrderBy(p => p.Position).Select(p => new Address(p.Value, Normalised(kind, p.Value), p.Type, p.Primary, p.Verified))];

    private static string Normalised(IdentifierKind kind, string value) =>
        IdentifierNormalisation.TryNormalise(kind, value, null, out var normalised) ? normalised : value;

    private static List<Address>? WithMain(List<Address> current, Address? main)
    {
        if (main is null || current.Exists(a => a.Primary && a.Normalised == main.Normalised))
        {
            return null;
        }

        var known = current.Find(a => a.Normalised == main.Normalised);
        return [(known ?? main) with { Primary = true }, .. current.Where(a => a != known && !a.Primary)];
    }

    private void ReplaceEmails(IReadOnlyList<Address> emails)
    {
        Demand(emails.Count);
        Emails.RemoveAll(e => e.Position >= emails.Count);
        for (var i = 0; i < emails.Count; i++)
        {
            var email = Emails.Find(e => e.Position == i);
            if (email is null)
            {
                Emails.Add(email = new ContactEmail { ContactId = Id, Position = i, Value = emails[i].Value });
            }

            (email.Value, email.Type, email.Primary, email.Verified) = (emails[i].Value, emails[i].Type, emails[i].Primary, emails[i].Verified);
        }
    }

    private void ReplacePhones(IReadOnlyList<Address> phones)
    {
        Demand(phones.Count);
        Phones.RemoveAll(p => p.Position >= phones.Count);
        for (var i = 0; i < phones.Count; i++)
        {
            var phone = Phones.Find(p => p.Position == i);
            if (phone is null)
            {
                Phones.Add(phone = new ContactPhone { ContactId = Id, Position = i, Value = phones[i].Value });
            }

            (phone.Value, phone.Type, phone.Primary, phone.Verified) = (phones[i].Value, phones[i].Type, phones[i].Primary, phones[i].Verified);
        }
    }

    private static void Demand(int count)
    {
        if (count > ContactLimits.Addresses)
        {
            throw new RuleViolation(ContactsErrors.TooManyAddresses);
        }
    }
}
