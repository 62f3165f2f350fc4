using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Domain;

/// <summary>The mapping as the contract writes it; reading throws the rule that it breaks.</summary>
internal static partial class MappingJson
{
    public static readonly RuleError KeyMissing = Broken("MAPPING_KEY_MISSING", "The key is externalId or email, and the mapping names its column.");
    private const string Proposed = "proposed";
    private const string ProvenanceWord = "provenance";
    private static readonly string[] Words = ["defaults", "formats", "key", "file", ProvenanceWord, Proposed];

    public static ImportMapping Read(string text)
    {
        if (text.Trim().Trim('"') == Proposed)
        {
            return ImportMapping.Nothing with { Proposed = true };
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RuleViolation(Broken("MAPPING_MALFORMED", "The mapping is not in the shape of the contract."));
        }
    }

    public static JsonObject Write(ImportMapping mapping)
    {
        var json = new JsonObject(mapping.Columns.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value))));
        json["key"] = mapping.Key == Kernel.Identifiers.IdentifierKind.Email ? ImportMapping.Email : ImportMapping.ExternalId;
        json["defaults"] = Given(("country", mapping.Country), ("audience", mapping.Audience?.ToString()), ("language", mapping.Language), ("origin", mapping.Origin));
        json["formats"] = Given((ImportMapping.BirthDate, mapping.BirthDateFormat));
        json["file"] = Given(("kind", mapping.File.Kind?.ToString().ToLowerInvariant()), ("encoding", mapping.File.Encoding), ("delimiter", mapping.File.Delimiter));
        if (mapping.Provenance is { } from)
        {
            json[ProvenanceWord] = Given(
                ("origin", from.Origin?.ToString().ToLowerInvariant()), ("obtainedAt", from.ObtainedAt?.ToString("O")), ("supplier", from.Supplier));
            json[ProvenanceWord]!["partnersNamed"] = from.PartnersNamed;
        }

        return json;
    }

    private static JsonObject Given(params (string Name, string? Value)[] fields) =>
        new(fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Name, (JsonNode?)JsonValue.Create(f.Value))));

    private static ImportMapping Read(JsonElement root)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject().Where(p => !Words.Contains(p.Name)))
        {
            columns[property.Name] = !ImportMapping.IsField(property.Name)
                ? throw new RuleViolation(Broken("MAPPING_FIELD_UNKNOWN", "The mapping names a field that contacts do not have."))
                : property.Value.GetString() ?? throw new JsonException();
        }

        if (columns.Keys.Count(c => c.StartsWith(ImportMapping.AttributePrefix, StringComparison.Ordinal)) > ContactLimits.Attributes)
        {
            throw new RuleViolation(ContactsErrors.TooManyAttributes);
        }

        return new ImportMapping(
            columns,
            KeyOf(Text(root, "key")),
            ContactText.Country(Text(root, "defaults", "country")),
            AudienceOf(Text(root, "defaults", "audience")),
            ContactText.Language(Text(root, "defaults", "language")),
            ContactText.Text(Text(root, "defaults", "origin")),
            FormatOf(Text(root, "formats", ImportMapping.BirthDate)),
            root.TryGetProperty(Proposed, out var proposed) && proposed.GetBoolean(),
            new FileStatement(FileKindOf(Text(root, "file", "kind")), Text(root, "file", "encoding"), DelimiterOf(Text(root, "file", "delimiter"))),
            ProvenanceOf(root));
    }

    private static ProvenanceStated? ProvenanceOf(JsonElement root)
    {
        if (!root.TryGetProperty(ProvenanceWord, out var stated) || stated.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var named = stated.TryGetProperty("partnersNamed", out var answer) && answer.ValueKind != JsonValueKind.Null ? answer.GetBoolean() : (bool?)null;
        return new ProvenanceStated(
            WordOf<Provenance>(Text(stated, "origin"), "MAPPING_PROVENANCE_UNKNOWN", "A provenance is form, sale, event, purchased, partner, public or legacy."),
            Text(stated, "obtainedAt") is { } at ? DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then) ? then : throw new RuleViolation(ContactsErrors.DateInvalid) : null,
            ContactText.Text(Text(stated, "supplier")),
            named);
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

    private static string? KeyOf(string? key) => key is null or ImportMapping.ExternalId or ImportMapping.Email ? key : throw new RuleViolation(KeyMissing);

    private static Audience? AudienceOf(string? text) => text is null ? null : ContactText.Audience(text);

    private static FileKind? FileKindOf(string? text) => WordOf<FileKind>(text, "MAPPING_FILE_KIND_UNKNOWN", "A file is csv or vcard.");

    private static T? WordOf<T>(string? text, string code, string message)
        where T : struct, Enum => text is null ? null
        : Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) && !char.IsAsciiDigit(text[0]) ? word
        : throw new RuleViolation(Broken(code, message));

    private static string? DelimiterOf(string? text) => text is null || FileStatement.IsDelimiter(text)
        ? text
        : throw new RuleViolation(Broken("MAPPING_DELIMITER_INVALID", "A delimiter is one ASCII character, and no letter, digit, quote or line end."));

    private static string? FormatOf(string? format) =>
        format is null || (format.Length <= 20 && FormatShape().IsMatch(format))
            ? format
            : throw new RuleViolation(Broken("MAPPING_FORMAT_INVALID", "A date format has day, month and year once each, like dd/MM/yyyy."));

    private static RuleError Broken(string code, string message) => new(code, message, 422);

    [GeneratedRegex("^(?=.*y)(?=.*M)(?=.*d)(d{1,2}|M{1,2}|yyyy)[-/. ]?(d{1,2}|M{1,2}|yyyy)[-/. ]?(d{1,2}|M{1,2}|yyyy)$")]
    private static partial Regex FormatShape();
}
