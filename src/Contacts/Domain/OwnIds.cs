namespace Gdpr.Contacts.Domain;

/// <summary>
/// Our own id of a contact, written as an external id (<c>gdpr:&lt;id&gt;</c>): an export gives it to who has no other,
/// so that the row finds its contact again.
/// </summary>
internal static class OwnIds
{
    private const string System = "gdpr:";

    public static string Of(Guid contact) => $"{System}{contact:D}";

    public static Guid? Read(string externalId) =>
        externalId.StartsWith(System, StringComparison.Ordinal) && Guid.TryParseExact(externalId.AsSpan(System.Length), "D", out var id) ? id : null;

    /// <summary>The change without the id of the contact itself, which need not be remembered.</summary>
    public static ContactChange Without(ContactChange change, Guid contact)
    {
        if (!change.ExternalIds.Any(i => Read(i) == contact))
        {
            return change;
        }

        var rest = change.ExternalIds.Where(i => Read(i) != contact).ToList();
        return change with { ExternalId = rest.FirstOrDefault(), MoreExternalIds = [.. rest.Skip(1)] };
    }
}
