using System.Text.Json.Nodes;

namespace Gdpr.Consent.Features.Receipting;

/// <summary>A receipt as JSON-LD: the sections of ISO/IEC TS 27560 (header, processing, party, events) in the words of DPV 2.</summary>
internal static class LinkedReceipt
{
    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["requested"] = "dpv:ConsentRequested",
        ["given"] = "dpv:ConsentGiven",
        ["renewed"] = "dpv:ConsentGiven",
        ["refused"] = "dpv:ConsentRefused",
        ["withdrawn"] = "dpv:ConsentWithdrawn",
        ["expired"] = "dpv:ConsentExpired",
    };

    private static readonly Dictionary<string, string> Bases = new(StringComparer.Ordinal)
    {
        ["consent"] = "eu-gdpr:A6-1-a",
        ["contract"] = "eu-gdpr:A6-1-b",
        ["legalObligation"] = "eu-gdpr:A6-1-c",
        ["vitalInterests"] = "eu-gdpr:A6-1-d",
        ["publicTask"] = "eu-gdpr:A6-1-e",
        ["legitimateInterests"] = "eu-gdpr:A6-1-f",
    };

    public static JsonObject Write(JsonObject receipt) => new()
    {
        ["@context"] = new JsonObject
        {
            ["dpv"] = "https://w3id.org/dpv#",
            ["eu-gdpr"] = "https://w3id.org/dpv/legal/eu/gdpr#",
            ["dct"] = "http://purl.org/dc/terms/",
        },
        ["@type"] = "dpv:ConsentReceipt",
        ["@id"] = $"urn:uuid:{receipt["receiptId"]}",
        ["schemaVersion"] = "ISO/IEC TS 27560:2023",
        ["recordId"] = receipt["receiptId"]?.DeepClone(),
        ["piiPrincipalId"] = receipt["subjectId"]?.DeepClone(),
        ["processing"] = Processing(receipt),
        ["partyIdentification"] = new JsonArray(Party(receipt["controller"]!)),
        ["events"] = Events(receipt),
    };

    private static JsonObject Processing(JsonObject receipt)
    {
        var (purpose, notice) = (receipt["purpose"]!, receipt["notice"]);
        return new JsonObject
        {
            ["dpv:hasPurpose"] = new JsonObject
            {
                ["@type"] = "dpv:DirectMarketing",
                ["dct:identifier"] = purpose["code"]!.DeepClone(),
                ["dct:title"] = new JsonObject { ["fr"] = purpose["fr"]!.DeepClone(), ["en"] = purpose["en"]!.DeepClone() },
            },
            ["dpv:hasLegalBasis"] = new JsonObject { ["@type"] = "dpv:Consent", ["@id"] = Bases.GetValueOrDefault(purpose["legalBasis"]!.GetValue<string>()) },
            ["dpv:hasPersonalData"] = receipt["channel"]?.DeepClone(),
            ["dpv:hasDataController"] = receipt["controller"]!["name"]?.DeepClone(),
            ["dpv:hasStorageCondition"] = purpose["retentionMonths"] is { } months ? $"P{months}M" : null,
            ["dpv:hasNotice"] = notice is null ? null : new JsonObject
            {
                ["dct:identifier"] = notice["id"]!.DeepClone(),
                ["dct:hasVersion"] = notice["version"]!.DeepClone(),
                ["dct:language"] = notice["language"]!.DeepClone(),
                ["sha256"] = notice["sha256"]!.DeepClone(),
            },
            ["jurisdiction"] = receipt["controller"]!["country"]?.DeepClone(),
            ["withdrawalMethod"] = "eu-gdpr:A7-3",
        };
    }

    private static JsonObject Party(JsonNode controller) => new()
    {
        ["@type"] = "dpv:DataController",
        ["name"] = controller["name"]?.DeepClone(),
        ["contact"] = controller["contact"]?.DeepClone(),
    };

    private static JsonArray Events(JsonObject receipt)
    {
        var events = new JsonArray();
        if (receipt["requestedAt"] is { } requested)
        {
            events.Add(new JsonObject { ["eventTime"] = requested.DeepClone(), ["eventState"] = States["requested"] });
        }

        events.Add(new JsonObject
        {
            ["eventTime"] = receipt["at"]!.DeepClone(),
            ["eventState"] = States[receipt["decision"]!.GetValue<string>()],
            ["entityId"] = receipt["subjectId"]!.DeepClone(),
            ["collectionMethod"] = receipt["method"]?.DeepClone(),
            ["validUntil"] = receipt["expiresAt"]?.DeepClone(),
        });
        return events;
    }
}
