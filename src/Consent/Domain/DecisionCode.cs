using System.Text.Json;
using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Domain;

/// <summary>The codes that follow from what this room has recorded; those of stated facts are Kernel's.</summary>
internal enum DecisionCode
{
    Consent,
    Objected,
    Undeliverable,
    Withdrawn,
    NoConsent,
    WrongChannel,
    NoProof,
    UnknownSubject,
    Restricted,
}

/// <summary>The rule behind a code, as it is shown: "allowed on the facts recorded", never "legal".</summary>
internal static class DecisionCodes
{
    public static DecisionRule Rule(this DecisionCode code) => DecisionRules.Of(JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString()));
}
