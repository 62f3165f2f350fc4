using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>
/// Reads answers strictly: what is not in the contract is not guessed at. Words chosen by the third party travel in
/// messages, so they must look like codes, never like a name, an address or a number of a person.
/// </summary>
internal static partial class AnswerReader
{
    private const int MostRecords = 1000;

    /// <summary>Rows times columns, of all categories: what is small as JSON may be vast as tables.</summary>
    private const int MostCells = 1_000_000;

    /// <summary>Stands for a basis that was stated in words which may not travel.</summary>
    public const string BasisInWords = "BASIS_IN_WORDS";

    private static readonly JsonSerializerOptions Json = Options();

    /// <summary>Null when the bytes are not an answer to this call.</summary>
    public static Answer? ReadOrNull(byte[] body, Guid key)
    {
        try
        {
            var raw = JsonSerializer.Deserialize<Raw>(body, Json);
            if (raw is null || raw.Id != key || raw.Status is not { } status || raw.Records?.Count > MostRecords
                || raw.Records?.Sum(r => CellsOf(r?.Data ?? [])) > MostCells)
            {
                return null;
            }

            var records = (raw.Records ?? []).Select(Check).ToList();
            return records.Contains(null) || !Fits(status, records!) ? null : new Answer(key, status, records!, raw.ExpectedCompletion);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Discovery? ReadDiscoveryOrNull(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Discovery>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] Write(Question question) => JsonSerializer.SerializeToUtf8Bytes(question, Json);

    private static AnsweredRecord? Check(RawRecord? raw)
    {
        if (raw is not { Outcome: { } outcome, Count: >= 0 and { } count, Category: { } category } || !Category().IsMatch(category))
        {
            return null;
        }

        var basis = raw.Basis is null ? null : IsCode(raw.Basis) ? raw.Basis : BasisInWords;
        return new AnsweredRecord(category, count, outcome, basis, raw.Until, raw.Data ?? []);
    }

    private static long CellsOf(IReadOnlyList<JsonElement> rows) =>
        rows.Count * (long)rows.Where(r => r.ValueKind == JsonValueKind.Object).SelectMany(r => r.EnumerateObject().Select(p => p.Name)).Distinct().Count();

    // A status that its own records contradict is not believed either way.
    private static bool Fits(AnswerStatus status, List<AnsweredRecord> records) => status switch
    {
        AnswerStatus.CompletedNothingFound => records.All(r => r.Count == 0 || r.Outcome == RecordOutcome.NothingFound),
        AnswerStatus.RetainedByLaw => records.Any(r => r is { Outcome: RecordOutcome.Kept, Basis: not null }),
        _ => true,
    };

    private static bool IsCode(string basis) => Basis().IsMatch(basis) && basis.Count(char.IsAsciiDigit) is > 0 and < 8;

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { MaxDepth = 32, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private sealed record Raw(Guid Id, AnswerStatus? Status, IReadOnlyList<RawRecord?>? Records, DateTimeOffset? ExpectedCompletion);

    private sealed record RawRecord(
        string? Category, int? Count, RecordOutcome? Outcome, string? Basis, DateOnly? Until, IReadOnlyList<JsonElement>? Data);

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9_-]{0,39}\z")]
    private static partial Regex Category();

    [GeneratedRegex(@"^[\p{L}0-9 ().:,/_-]{1,80}\z")]
    private static partial Regex Basis();
}
