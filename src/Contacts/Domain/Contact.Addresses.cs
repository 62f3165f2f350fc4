using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

// E-mail addresses, phones and the identifiers that follow from them.
internal sealed partial class Contact
{
    /// <summary>The addresses of a kind after the change; null when they stay as they are.</summary>
    private List<Address>? Changed(IdentifierKind kind, Given<IReadOnlyList<Address>> whole, Address? main, IReadOnlyList<Address> more)
    {
        if (!whole.IsGiven && main is null && more.Count == 0)
        {
            return null;
        }

        var current = Current(kind);
        var wanted = whole.IsGiven ? [.. whole.Value ?? []] : WithMore(WithMain(current, main), more);
        if (wanted.Count > ContactLimits.Addresses)
        {
            throw new RuleViolation(ContactsErrors.TooManyAddresses);
        }

        return wanted.SequenceEqual(current) ? null : wanted;
    }

    private List<Address> Current(IdentifierKind kind) => kind == IdentifierKind.Email
        ? [.. Emails.OrderBy(e => e.Position).Select(e => new Address(e.Value, Normalised(kind, e.Value), e.Type, e.Primary, e.Verified))]
        : [.. Phones.OrderBy(p => p.Position).Select(p => new Address(p.Value, Normalised(kind, p.Value), p.Type, p.Primary, p.Verified))];

    private static string Normalised(IdentifierKind kind, string value) =>
        IdentifierNormalisation.TryNormalise(kind, value, null, out var normalised) ? normalised : value;

    // A known address keeps its spelling and what is known of it; a file may add its type, or that it was verified.
    private static List<Address> WithMain(List<Address> current, Address? main)
    {
        if (main is null)
        {
            return current;
        }

        var known = current.Find(a => a.Normalised == main.Normalised);
        if (known is { Primary: true })
        {
            return [.. current.Select(a => a == known ? Joined(a, main) : a)];
        }

        return [(known is null ? main : Joined(known, main)) with { Primary = true }, .. current.Where(a => a != known && !a.Primary)];
    }

    private static List<Address> WithMore(List<Address> current, IReadOnlyList<Address> more)
    {
        if (more.Count == 0)
        {
            return current;
        }

        List<Address> all = [.. current];
        foreach (var address in more)
        {
            var at = all.FindIndex(a => a.Normalised == address.Normalised);
            if (at < 0)
            {
                all.Add(address with { Primary = all.Count == 0 });
            }
            else
            {
                all[at] = Joined(all[at], address);
            }
        }

        return all;
    }

    private static Address Joined(Address known, Address stated) =>
        known with { Type = stated.Type ?? known.Type, Verified = known.Verified || stated.Verified };

    private void ReplaceEmails(List<Address> emails)
    {
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

    private void ReplacePhones(List<Address> phones)
    {
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
}
