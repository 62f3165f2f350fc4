using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

/// <summary>Which column of a file is which of our fields, and what holds where the file is silent.</summary>
internal sealed partial record ImportMapping(
    IReadOnlyDictionary<string, string> Columns, IdentifierKind Key, string? Country, Audience? Audience, string? Language, string? Origin, string? BirthDateFormat)
{
    public const string ExternalId = "externalId";
    public const string Email = "email";
    public const string BirthDate = "birthDate";
    public const string AttributePrefix = "attributes.";

    private static readonly HashSet<string> Fields =
    [
        ExternalId, "kind", "givenName", "familyName", Email, "phone", BirthDate, "organisation",
        "street", "postalCode", "city", "country", "language", "origin",
    ];

    public string KeyColumn => Columns[Key == IdentifierKind.Email ? Email : ExternalId];

    /// <summary>Reads the mapping of the contract; throws the rule that it breaks.</summary>
    public static ImportMapping Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4 });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RuleViolation(Broken("MAPPING_MALFORMED", "The mapping is not in the shape of the contract."));
        }
    }

    private static ImportMapping Read(JsonElement root)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject().Where(p => p.Name is not ("defaults" or "formats" or "key")))
        {
            var attribute = property.Name.StartsWith(AttributePrefix, StringComparison.Ordinal)
                && property.Name.Length - AttributePrefix.Length is > 0 and <= ContactLimits.AttributeName;
            if (!attribute && !Fields.Contains(property.Name))
            {
                throw new RuleViolation(Broken("MAPPING_FIELD_UNKNOWN", "The mapping names a field that contacts do not have."));
            }

            columns[property.Name] = property.Value.GetString() ?? throw new JsonException();
        }

        if (columns.Keys.Count(c => c.StartsWith(AttributePrefix, StringComparison.Ordinal)) > ContactLimits.Attributes)
        {
            throw new RuleViolation(ContactsErrors.TooManyAttributes);
        }

        return new ImportMapping(
            columns,
            KeyOf(Text(root, "key"), columns),
            ContactText.Country(Text(root, "defaults", "country")),
            AudienceOf(Text(root, "defaults", "audience")),
            ContactText.Language(Text(root, "defaults", "language")),
            ContactText.Text(Text(root, "defaults", "origin")),
            FormatOf(Text(root, "formats", BirthDate)));
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element) || element.ValueKind == JsonValueKind.Null)
            {
                return null;
            }
        }

        return element.GetString();
    }

    private static IdentifierKind KeyOf(string? key, Dictionary<string, string> columns)
    {
        key ??= columns.ContainsKey(ExternalId) ? ExternalId : Email;
        if (key is not (ExternalId or Email) || !columns.ContainsKey(key))
        {
            throw new RuleViolation(Broken("MAPPING_KEY_MISSING", "The key is externalId or email, and the mapping names its column."));
        }

        return key == Email ? IdentifierKind.Email : IdentifierKind.ExternalId;
    }

    private static Audience? AudienceOf(string? text) => text is null ? null
        : Enum.TryParse<Audience>(text, ignoreCase: true, out var audience) && Enum.IsDefined(audience) ? audience
        : throw new RuleViolation(Broken("AUDIENCE_UNKNOWN", "An audience is B2C or B2B."));

    private static string? FormatOf(string? format) =>
        format is null || (format.Length <= 20 && FormatShape().IsMatch(format))
            ? format
            : throw new RuleViolation(Broken("MAPPING_FORMAT_INVALID", "A date format has day, month and year once each, like dd/MM/yyyy."));

    private static RuleError Broken(string code, string message) => new(code, message, 422);

    [GeneratedRegex("^(?=.*y)(?=.*M)(?=.*d)(d{1,2}|M{1,2}|yyyy)[-/. ]?(d{1,2}|M{1,2}|yyyy)[-/. ]?(d{1,2}|M{1,2}|yyyy)$")]
    private static partial Regex FormatShape();
}
