using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Kernel.Rights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Receiving;

/// <summary>Reads the details of a request in the shape that its right takes; a text alone is the person's own words.</summary>
internal static partial class AskedDetails
{
    private const int MostText = 4000;
    private const int MostChanges = 50;
    private const int MostValue = 1000;
    private const int MostClasses = 40;

    private static readonly HashSet<string> Members =
        typeof(Raw).GetProperties().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether none of the members that stand beside the details belongs into them.</summary>
    public static bool AreNotThere(Dictionary<string, JsonElement>? others) => others is null || !others.Keys.Any(Members.Contains);

    public static RequestDetails Read(RightRequested right, JsonElement? details, string country)
    {
        var raw = details is not { } given || given.ValueKind == JsonValueKind.Null ? new Raw() : Parse(given);
        Demand((raw.Text?.Length ?? 0) + (raw.Reason?.Length ?? 0) <= MostText && (raw.Changes?.Count ?? 0) <= MostChanges, SubjectRightsErrors.DetailsTooLong);
        var asked = new RequestDetails { Text = raw.Text ?? raw.Reason };
        return right switch
        {
            RightRequested.Rectification => asked with { Changes = Changes(raw, country) },
            RightRequested.Restriction => asked with { Ground = raw.Ground ?? throw new RuleViolation(SubjectRightsErrors.GroundMissing), DataClasses = Classes(raw) },
            RightRequested.Objection => Objection(raw, asked),
            RightRequested.Erasure => Erasure(raw, asked),
            _ => asked,
        };
    }

    private static Raw Parse(JsonElement given)
    {
        if (given.ValueKind == JsonValueKind.String)
        {
            return new Raw { Text = given.GetString() };
        }

        try
        {
            return given.Deserialize<Raw>(RoomJson.Options)!;
        }
        catch (JsonException)
        {
            throw new RuleViolation(SubjectRightsErrors.DetailsInvalid);
        }
    }

    private static IReadOnlyList<DatumChange> Changes(Raw raw, string country)
    {
        Demand(raw.Changes is { Count: > 0 }, SubjectRightsErrors.ChangesMissing);
        foreach (var change in raw.Changes!)
        {
            Demand(change is not null && CorrectableFields.Contains(change.Datum), SubjectRightsErrors.DatumUnknown);
            Demand(change!.From is not null || change.To is not null, SubjectRightsErrors.ChangesMissing);
            Demand(IsValue(change.Datum, change.To, country), SubjectRightsErrors.ChangeInvalid);
            Demand((change.From?.Length ?? 0) <= MostValue, SubjectRightsErrors.ChangeInvalid);
        }

        return raw.Changes!;
    }

    // Whether Contacts can take it is seen here, where the person who typed it can still be told.
    private static bool IsValue(string datum, string? value, string country) => value is null || (value.Length <= MostValue && datum switch
    {
        "email" => IdentifierNormalisation.TryNormalise(IdentifierKind.Email, value, country, out _),
        "phone" => IdentifierNormalisation.TryNormalise(IdentifierKind.Phone, value, country, out _),
        "birthDate" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    });

    private static RequestDetails Objection(Raw raw, RequestDetails asked)
    {
        var scope = raw.Scope is { ValueKind: JsonValueKind.String } text && Enum.TryParse<ObjectionScope>(text.GetString(), ignoreCase: true, out var known)
            ? known
            : throw new RuleViolation(SubjectRightsErrors.ObjectionScopeMissing);
        Demand(scope == ObjectionScope.Marketing || raw.Purpose is { Length: > 0 and <= 64 }, SubjectRightsErrors.ObjectionScopeMissing);
        return asked with { Scope = scope, Purpose = scope == ObjectionScope.Purpose ? raw.Purpose : null };
    }

    private static RequestDetails Erasure(Raw raw, RequestDetails asked) => raw.Scope switch
    {
        _ when raw.DataClasses is not null => throw new RuleViolation(SubjectRightsErrors.ScopeInvalid),
        null or { ValueKind: JsonValueKind.Null } => asked,
        { ValueKind: JsonValueKind.String } all when all.GetString() == "all" => asked,
        { ValueKind: JsonValueKind.Array } some when some.GetArrayLength() is >= 1 and <= MostClasses && some.EnumerateArray().All(IsClass) =>
            asked with { DataClasses = [.. some.EnumerateArray().Select(c => c.GetString()!).Distinct().Order(StringComparer.Ordinal)] },
        _ => throw new RuleViolation(SubjectRightsErrors.ScopeInvalid),
    };

    // "contacts.email", "mailer.records": what a participant calls one class of what it holds.
    private static bool IsClass(JsonElement given) =>
        given.ValueKind == JsonValueKind.String && given.GetString() is { Length: <= 90 } text && DataClass().IsMatch(text);

    private static IReadOnlyList<string> Classes(Raw raw)
    {
        var classes = raw.DataClasses ?? [];
        Demand(classes.Count <= MostChanges && classes.All(c => c is { Length: > 0 and <= 100 }), SubjectRightsErrors.DetailsInvalid);
        return classes;
    }

    private static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]*\.[A-Za-z0-9][A-Za-z0-9_.-]*\z")]
    private static partial Regex DataClass();

    private sealed record Raw
    {
        public string? Text { get; init; }

        public string? Reason { get; init; }

        public IReadOnlyList<DatumChange>? Changes { get; init; }

        public RestrictionGround? Ground { get; init; }

        public IReadOnlyList<string>? DataClasses { get; init; }

        public JsonElement? Scope { get; init; }

        public string? Purpose { get; init; }
    }
}
