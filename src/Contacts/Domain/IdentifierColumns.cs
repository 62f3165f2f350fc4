using System.Globalization;

namespace Gdpr.Contacts.Domain;

/// <summary>Fields of which a contact may have several: in a file the first has the plain name, the next ones a number.</summary>
internal static class IdentifierColumns
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string ExternalId = "externalId";

    public static string Nth(string field, int number) => number == 1 ? field : field + number.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>email</c>, <c>email.type</c>, <c>email.verified</c>, <c>email2</c>...</summary>
    public static IEnumerable<string> All =>
        from number in Enumerable.Range(1, ContactLimits.Addresses)
        from name in (string[])
        [
            Nth(ExternalId, number),
            .. new[] { Nth(Email, number), Nth(Phone, number) }.SelectMany(n => (string[])[n, $"{n}.type", $"{n}.verified"]),
        ]
        select name;
}
