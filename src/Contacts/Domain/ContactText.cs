using System.Globalization;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

/// <summary>Reads what people and files write into the one form in which a contact keeps it; throws the rule that it breaks.</summary>
internal static partial class ContactText
{
    public const string DefaultSystem = IdentifierNormalisation.DefaultSystem;
    private const int OldestYear = 1850;
    private static readonly string[] MomentFormats = ["O", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    public static string? Text(string? raw, int longest = ContactLimits.Text)
    {
        var text = raw?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.Length > longest ? throw new RuleViolation(ContactsErrors.FieldTooLong)
            : text.Contains('\0', StringComparison.Ordinal) ? throw new RuleViolation(ContactsErrors.TextInvalid)
            : text;
    }

    public static Address Email(string raw, string? type = null, bool primary = true, bool verified = false) =>
        Read(IdentifierKind.Email, raw, null, type, primary, verified, ContactsErrors.EmailInvalid);

    /// <summary>Phones are kept in E.164: what a national spelling meant must not depend on the country known later.</summary>
    public static Address Phone(string raw, string? country, string? type = null, bool primary = true, bool verified = false)
    {
        var phone = Read(IdentifierKind.Phone, raw, country, type, primary, verified, ContactsErrors.PhoneInvalid);
        return phone with { Value = phone.Normalised };
    }

    /// <summary><c>system:id</c>; a plain id belongs to the system "default".</summary>
    public static string ExternalId(string raw)
    {
        var text = IdentifierNormalisation.Qualified(IdentifierKind.ExternalId, raw);
        return raw.Length <= ContactLimits.Text
            && IdentifierNormalisation.TryNormalise(IdentifierKind.ExternalId, text, null, out var id)
            && id.Length <= ContactLimits.Identifier
            ? id
            : throw new RuleViolation(ContactsErrors.ExternalIdInvalid);
    }

    public static string? Country(string? raw)
    {
        var code = Text(raw)?.ToUpperInvariant();
        return code is null || (CountryShape().IsMatch(code) && Countries.Contains(code[..2]))
            ? code
            : Countries.Called(code) ?? throw new RuleViolation(ContactsErrors.CountryUnknown);
    }

    public static Audience Audience(string raw) =>
        Enum.TryParse<Audience>(raw.Trim(), ignoreCase: true, out var audience) && Enum.IsDefined(audience) && !char.IsAsciiDigit(raw.Trim()[0])
            ? audience
            : throw new RuleViolation(ContactsErrors.AudienceUnknown);

    /// <summary>A moment in ISO 8601 with offset, not after <paramref name="now"/>.</summary>
    public static DateTimeOffset Moment(string raw, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(raw.Trim(), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            || moment.Year < OldestYear)
        {
            throw new RuleViolation(ContactsErrors.DateInvalid);
        }

        return moment <= now ? moment.ToUniversalTime() : throw new RuleViolation(ContactsErrors.DateInFuture);
    }

    public static string? Language(string? raw)
    {
        var tag = Text(raw);
        return tag is null || (tag.Length <= 35 && LanguageShape().IsMatch(tag)) ? tag : throw new RuleViolation(ContactsErrors.LanguageInvalid);
    }

    public static DateOnly? Date(string? raw, IReadOnlyList<string> formats, DateOnly today)
    {
        var text = raw?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, [.. formats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year < OldestYear)
        {
            throw new RuleViolation(ContactsErrors.DateInvalid);
        }

        return date <= today ? date : throw new RuleViolation(ContactsErrors.DateInFuture);
    }

    /// <summary>A name as it is compared and searched: without case and accents.</summary>
    public static string? Key(params string?[] words) =>
        IdentifierNormalisation.TryNormalise(IdentifierKind.Name, string.Join(' ', words.Where(w => w is not null)), null, out var key) ? Cut(key) : null;

    // One letter may become eighteen when compared: the beginning is enough to search by.
    private static string Cut(string key) => key.Length <= ContactLimits.NameKey ? key
        : key[..(char.IsHighSurrogate(key[ContactLimits.NameKey - 1]) ? ContactLimits.NameKey - 1 : ContactLimits.NameKey)];

    private static Address Read(IdentifierKind kind, string raw, string? country, string? type, bool primary, bool verified, RuleError broken) =>
        raw.Length <= 2 * ContactLimits.Text && IdentifierNormalisation.TryNormalise(kind, raw, country, out var normalised)
            ? new Address(raw.Trim(), normalised, Text(type, 40), primary, verified)
            : throw new RuleViolation(broken);

    [GeneratedRegex("^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    private static partial Regex CountryShape();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageShape();
}

/// <summary>An e-mail address or phone as it was given and as it is compared.</summary>
internal sealed record Address(string Value, string Normalised, string? Type, bool Primary, bool Verified);
