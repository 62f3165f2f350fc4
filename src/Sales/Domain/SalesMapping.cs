using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Sales.Domain;

internal enum ImportKind
{
    Orders,
    Invoices,
}

/// <summary>Which column of a sales file is which of our fields, and what holds where the file is silent.</summary>
internal sealed partial record SalesMapping(
    ImportKind Kind,
    IReadOnlyDictionary<string, string> Columns,
    IdentifierKind Key,
    string Currency,
    decimal VatRate,
    bool ConcludedOnline,
    bool Consumer,
    IReadOnlyList<string>? DateFormats,
    char? DecimalMark)
{
    public const string Number = "number";
    public const string Date = "date";
    public const string DeliveredOn = "deliveredOn";

    private static readonly string[] Needed = [Number, Date, "quantity", "amount"];

    private static readonly HashSet<string> Fields =
    [
        .. Needed, DeliveredOn, "externalId", "email", "line", "product", "description", "vatRate", "orderNumber", "currency",
        "contactEmail", "contactPhone", "notes",
    ];

    private static readonly HashSet<string> Settings = ["kind", "key", "defaults", "formats"];

    public string KeyField => Key == IdentifierKind.Email ? "email" : "externalId";

    /// <summary>Reads the mapping of the contract; throws the rule that it breaks.</summary>
    public static SalesMapping Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4 });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Broken("MAPPING_MALFORMED", "The mapping is not in the shape of the contract.");
        }
    }

    private static SalesMapping Read(JsonElement root)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject().Where(p => !Settings.Contains(p.Name)))
        {
            columns[property.Name] = Fields.Contains(property.Name)
                ? property.Value.GetString() ?? throw new JsonException()
                : throw Broken("MAPPING_FIELD_UNKNOWN", "The mapping names a field that orders and invoices do not have.");
        }

        if (Needed.Any(f => !columns.ContainsKey(f)))
        {
            throw Broken("MAPPING_FIELD_MISSING", "The mapping names the columns of number, date, quantity and amount.");
        }

        var (defaults, formats) = (Part(root, "defaults"), Part(root, "formats"));
        return new SalesMapping(
            KindOf(Text(root, "kind")),
            columns,
            KeyOf(Text(root, "key"), columns),
            CurrencyOf(Text(defaults, "currency")),
            Rate(defaults, "vatRate"),
            Flag(defaults, "concludedOnline"),
            Flag(defaults, "consumer"),
            FormatsOf(Text(formats, Date)),
            MarkOf(Text(formats, "decimal")));
    }

    private static JsonElement Part(JsonElement root, string name) => root.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static bool Flag(JsonElement part, string name) => part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) && value.GetBoolean();

    private static decimal Rate(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? value.GetDecimal() : 0;

    private static ImportKind KindOf(string? kind) => kind switch
    {
        null or "orders" => ImportKind.Orders,
        "invoices" => ImportKind.Invoices,
        _ => throw Broken("MAPPING_KIND_UNKNOWN", "A file holds orders or invoices."),
    };

    private static IdentifierKind KeyOf(string? key, Dictionary<string, string> columns)
    {
        key ??= columns.ContainsKey("externalId") ? "externalId" : "email";
        return key is "externalId" or "email" && columns.ContainsKey(key)
            ? key == "email" ? IdentifierKind.Email : IdentifierKind.ExternalId
            : throw Broken("MAPPING_KEY_MISSING", "The key is externalId or email of the customer, and the mapping names its column.");
    }

    private static string CurrencyOf(string? code) =>
        Currencies.IsCode(code) ? code ?? Currencies.Default : throw Broken("CURRENCY_MALFORMED", "A currency is an ISO 4217 code.");

    private static string[]? FormatsOf(string? formats) =>
        formats is null ? null
        : formats.Split('|') is { Length: <= 5 } several && several.All(f => f.Length <= 20 && FormatShape().IsMatch(f)) ? several
        : throw Broken("MAPPING_FORMAT_INVALID", "A date format has day, month and year once each, like dd/MM/yyyy; several are separated by |.");

    private static char? MarkOf(string? mark) => mark switch
    {
        null => null,
        "." or "," => mark[0],
        _ => throw Broken("MAPPING_FORMAT_INVALID", "The decimal mark is a point or a comma."),
    };

    private static RuleViolation Broken(string code, string message) => new(new RuleError(code, message, 422));

    [GeneratedRegex("^(?=.*y)(?=.*M)(?=.*d)(d{1,2}|M{1,2}|yyyy|yy)[-/. ]?(d{1,2}|M{1,2}|yyyy|yy)[-/. ]?(d{1,2}|M{1,2}|yyyy|yy)$")]
    private static partial Regex FormatShape();
}
