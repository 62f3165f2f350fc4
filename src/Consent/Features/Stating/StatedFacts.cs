using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Marketing;
using Gdpr.Platform.Http;

namespace Gdpr.Consent.Features.Stating;

/// <summary>The facts of a person as they came in: the words of the law's questions, without what belongs to one message.</summary>
internal sealed partial record StatedFacts(MarketingQuestion Question, Provenance? Provenance, bool HasCountry, bool HasAudience, IReadOnlyList<string> Ignored)
{
    private static readonly HashSet<string> OfTheMessage = new(StringComparer.Ordinal) { "at", "channel", "basis", "messageType", "message", "purpose" };

    private static readonly HashSet<string> Known = new(
        typeof(MarketingQuestion).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Append("provenance"), StringComparer.Ordinal);

    public static StatedFacts Read(JsonObject body, string home, DateTimeOffset now)
    {
        var facts = new StatedFacts(
            InWords(body, home, now),
            Parse<Provenance>(body["provenance"]),
            body["country"] is not null,
            body["audience"] is not null,
            [.. body.Select(p => p.Key).Where(k => !Known.Contains(k) || OfTheMessage.Contains(k))]);
        facts.Check(now);
        return facts;
    }

    private static MarketingQuestion InWords(JsonObject body, string home, DateTimeOffset now)
    {
        var words = (JsonObject)body.DeepClone();
        foreach (var word in OfTheMessage)
        {
            words.Remove(word);
        }

        words["at"] = JsonValue.Create(now);
        words["channel"] = MarketingChannel.Email;
        words["country"] ??= home;
        words["audience"] ??= "B2C";
        return Parse<MarketingQuestion>(words)!;
    }

    private static T? Parse<T>(JsonNode? node)
    {
        try
        {
            return node.Deserialize<T>(RoomJson.Options);
        }
        catch (JsonException)
        {
            throw new RuleViolation(ConsentErrors.FactsInvalid);
        }
    }

    private void Check(DateTimeOffset now)
    {
        // The law itself says which words it does not know.
        ContactPermission.Evaluate(Question);
        Demand(Question.Consent is null or { State: null or "none", Tracking: null or "none" }, ConsentErrors.ConsentNeedsEvent);
        Demand(
            Question is { Sector: null or { Length: <= 64 }, AddressType: null or { Length: <= 40 }, ConsumerTimeZone: null or { Length: <= 64 }, Country.Length: <= 8 }
            && Provenance is null or { Supplier: null or { Length: <= 200 } }
            && (Provenance?.Origin is not { } origin || Word().IsMatch(origin))
            && (Question.ConsumerTimeZone is not { } zone || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)),
            ConsentErrors.FactsInvalid);
        var place = Kernel.Calendars.Jurisdiction.Of(Question.Country);
        Moment?[] past = [Question.LastContactFromPersonAt, Question.RefusedInCallAt, Question.CallbackRequestedAt, Question.Objection?.At];
        Demand(past.All(m => m is null || m.Value.Earliest(place) <= now) && !(Provenance?.ObtainedAt > now), ConsentErrors.DateInFuture);
    }

    private static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex Word();
}

/// <summary>Where the data came from, and whether whoever collected them named us (Art. 14).</summary>
internal sealed record Provenance(string? Origin = null, DateTimeOffset? ObtainedAt = null, string? Supplier = null, bool? PartnersNamed = null);
