using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace Gdpr.Kernel.Identifiers;

/// <summary>The one spelling of each identifier, so that equal identifiers have equal hashes in every room.</summary>
public static class IdentifierNormalisation
{
    /// <summary>The system of an id that names none.</summary>
    public const string DefaultSystem = "default";

    private const int MaxEmailLength = 254;
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    public static bool TryNormalise(IdentifierKind kind, string raw, string? country, out string normalised)
    {
        normalised = "";
        if (raw is null || !IsWellFormed(raw))
        {
            return false;
        }

        normalised = kind switch
        {
            IdentifierKind.Email => Email(raw),
            IdentifierKind.Phone => Phone(raw, country),
            IdentifierKind.ExternalId => ExternalId(raw),
            IdentifierKind.Name => Name(raw),
            IdentifierKind.NameAndBirthDate => NameAndBirthDate(raw),
            _ => null,
        } ?? "";
        return normalised.Length > 0;
    }

    /// <summary>An id of another product with its system, as every room hashes it; any other identifier as it is.</summary>
    public static string Qualified(IdentifierKind kind, string raw) =>
        kind == IdentifierKind.ExternalId && !raw.Contains(':', StringComparison.Ordinal) ? $"{DefaultSystem}:{raw}" : raw;

    // Policy: case never distinguishes two people, so the local part is lowered; dots and +tags may, so they stay.
    private static string? Email(string raw)
    {
        var text = raw.Trim().Normalize(NormalizationForm.FormC);
        var at = text.IndexOf('@');
        if (at < 1 || at != text.LastIndexOf('@') || text.Any(IsBlankOrHidden))
        {
            return null;
        }

        var local = text[..at].ToLowerInvariant().Normalize(NormalizationForm.FormC);
        var email = AsciiDomain(text[(at + 1)..]) is { Length: > 0 } domain ? $"{local}@{domain}" : null;
        return email?.Length <= MaxEmailLength ? email : null;
    }

    private static string? AsciiDomain(string domain)
    {
        try
        {
            // A final dot only says that the name is absolute.
            var name = domain.EndsWith('.') ? domain[..^1] : domain;
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Phone(string raw, string? country)
    {
        try
        {
            var number = Phones.Parse(raw, PhoneRegion(country));

            // Possible and not valid: plans grow, and a refusal for a number not yet in the tables must be kept too.
            return Phones.IsPossibleNumberWithReason(number) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                ? Phones.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // The overseas departments have their own numbering plans, under ISO codes of their own.
    private static string? PhoneRegion(string? country) => country?.Trim().ToUpperInvariant() switch
    {
        "FR-971" => "GP",
        "FR-972" => "MQ",
        "FR-973" => "GF",
        "FR-974" => "RE",
        "FR-975" => "PM",
        "FR-976" => "YT",
        { Length: > 2 } region when region[2] == '-' => region[..2],
        var region => region,
    };

    private static string? ExternalId(string raw)
    {
        var text = raw.Trim().Normalize(NormalizationForm.FormC);
        var colon = text.IndexOf(':');
        var (system, id) = colon < 1 ? ("", "") : (text[..colon].Trim().ToLowerInvariant(), text[(colon + 1)..].Trim());
        return system.Length > 0 && id.Length > 0 && !text.Any(char.IsControl) ? $"{system}:{id}" : null;
    }

    private static string Name(string raw)
    {
        var letters = raw.Normalize(NormalizationForm.FormKD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            .ToArray();
        var words = new string(letters).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).Normalize(NormalizationForm.FormC);
    }

    private static string? NameAndBirthDate(string raw) =>
        raw.Split('|') is [var name, var date]
        && DateOnly.TryParseExact(date.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Name(name) is { Length: > 0 } known
            ? NameAndBirth(known, day)
            : null;

    /// <summary>The spelling of a normalised name with a birth date.</summary>
    public static string NameAndBirth(string normalisedName, DateOnly birthDate) =>
        string.Create(CultureInfo.InvariantCulture, $"{normalisedName}|{birthDate:yyyy-MM-dd}");

    private static bool IsBlankOrHidden(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format;

    // An unpaired surrogate cannot be normalised, nor encoded without loss: two of them would hash alike.
    private static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var read) is not System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[read..];
        }

        return true;
    }
}
