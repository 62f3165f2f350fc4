using System.Globalization;
using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Kernel.Rights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Receiving;

/// <summary>Reads the details of a request in the shape that its right takes; a text alone is the person's own words.</summary>
internal static class AskedDetails
{
    private const int MostText = 4000;
    private const int MostChanges = 50;
    private const int MostValue = 1000;

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
            RightRequested.Erasure => Everything(raw, asked),
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

    private static RequestDetails Everything(Raw raw, RequestDetails asked)
    {
        var all = raw.Scope is not { } scope || scope.ValueKind == JsonValueKind.Null || (scope.ValueKind == JsonValueKind.String && scope.GetString() == "all");
        return all ? asked : throw new RuleViolation(SubjectRightsErrors.ScopeNotAvailable);
    }

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
